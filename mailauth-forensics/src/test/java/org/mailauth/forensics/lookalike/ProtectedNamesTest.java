package org.mailauth.forensics.lookalike;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedNamesTest {
    private static final ProtectedNames NAMES =
            ProtectedNames.of(List.of("Jane Doe", "김철수", "남궁민수", "José Núñez", "山田 太郎", "..."));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Jane Doe|Jane Doe",
                "DOE, Jane (CEO)|Jane Doe",
                "Jane  M.  Doe|Jane Doe",
                "jane.doe|Jane Doe",
                "JaneDoe|Jane Doe",
                // digits, Cyrillic and wide letters
                "Jane D0e|Jane Doe",
                "Jаnе Dое|Jane Doe",
                "Ｊａｎｅ Ｄｏｅ|Jane Doe",
                "Ja\u200Bne Doe|Jane Doe",
                "김철수|김철수",
                "김 철수|김철수",
                "철수 김|김철수",
                "김철수 대표이사|김철수",
                "대표 김 철수|김철수",
                "[긴급] 김철수|김철수",
                "남궁 민수|남궁민수",
                "민수 남궁|남궁민수",
                // decomposed Hangul
                "\u1100\u1175\u11B7\u110E\u1165\u11AF\u1109\u116E|김철수",
                "Jose Nunez|José Núñez",
                "山田太郎|山田 太郎",
                "太郎 山田|山田 太郎"
            })
    void claims(String displayName, String protectedName) {
        assertThat(NAMES.claimedBy(displayName)).contains(protectedName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "...",
                "Jane",
                "Jane Dow",
                "John Doe",
                "Janet Doe",
                "김철호",
                "김철",
                "철수",
                "박철수",
                "김민수",
                "남궁민",
                "山田 花子"
            })
    void claimsNone(String displayName) {
        assertThat(NAMES.claimedBy(displayName)).isEqualTo(Optional.empty());
    }
}
