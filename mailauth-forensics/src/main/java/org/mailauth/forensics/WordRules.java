package org.mailauth.forensics;

import java.util.List;

/** The ready rules about words of the subject. */
final class WordRules {
    // Short words of one syllable are missing: they are parts of too many others.
    private static final List<String> PAYMENT = List.of(
            "payment",
            "invoice",
            "wire transfer",
            "bank transfer",
            "bank account",
            "bank details",
            "remittance",
            "overdue",
            "payroll",
            "gift card",
            "gift cards",
            "iban",
            "송금",
            "입금",
            "계좌",
            "이체",
            "결제",
            "대금",
            "미납",
            "세금계산서",
            "인보이스",
            "상품권",
            "급여");

    private WordRules() {}

    static List<ForensicRule> all() {
        return List.of(ForensicRules.subjectWords("words.payment", Severity.LOW, PAYMENT));
    }
}
