package org.mailauth.forensics.mime;

import java.util.Set;

/** What a file is, as far as its extension or its type tells. */
public enum FileKind {
    /** Runs when it is opened. */
    PROGRAM(
            "exe scr com pif msi cpl jar lnk chm dll",
            "application/x-msdownload application/x-dosexec"
                    + " application/x-msdos-program application/vnd.microsoft.portable-executable application/x-ms-installer"
                    + " application/java-archive application/x-ms-shortcut"),
    /** Text that runs when it is opened. */
    SCRIPT(
            "js jse vbs vbe wsf wsh bat cmd ps1 hta",
            "application/javascript text/javascript application/x-javascript"
                    + " text/vbscript application/hta application/x-bat application/x-powershell"),
    /** Is shown by a browser, with what it loads and runs. */
    MARKUP("html htm shtml xhtml svg", "text/html application/xhtml+xml image/svg+xml"),
    /** Pages to read. */
    DOCUMENT(
            "pdf doc docx xls xlsx ppt pptx rtf odt ods odp hwp hwpx",
            "application/pdf application/msword"
                    + " application/rtf text/rtf application/vnd.ms-excel application/vnd.ms-powerpoint application/x-hwp"
                    + " application/haansofthwp application/vnd.hancom.hwp application/vnd.hancom.hwpx"
                    + " application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                    + " application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    + " application/vnd.openxmlformats-officedocument.presentationml.presentation"
                    + " application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet"),
    /** A picture, sound or film. */
    MEDIA(
            "jpg jpeg png gif bmp tif tiff webp heic mp3 wav ogg mp4 mov avi mkv",
            "image/jpeg image/jpg image/png"
                    + " image/gif image/bmp image/tiff image/webp image/heic audio/mpeg audio/wav audio/x-wav audio/ogg"
                    + " audio/mp4 video/mp4 video/quicktime video/mpeg video/x-msvideo"),
    /** Plain text and tables. */
    TEXT("txt csv", "text/plain text/csv"),
    /** Nothing that is known here. */
    UNKNOWN("", "");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<String> extensions;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<String> types;

    FileKind(String extensions, String types) {
        this.extensions = Set.of(extensions.split(" ", 0));
        this.types = Set.of(types.split(" ", 0));
    }

    /**
     * The kind of an extension.
     *
     * @param extension without its dot, in lower case
     * @return UNKNOWN for others than the listed ones, and for none
     */
    public static FileKind ofExtension(String extension) {
        for (FileKind kind : values()) {
            if (kind.extensions.contains(extension)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    /**
     * The kind of a media type.
     *
     * @param type in lower case, without parameters
     * @return UNKNOWN for others than the listed ones, such as {@code application/octet-stream}
     */
    public static FileKind ofType(String type) {
        for (FileKind kind : values()) {
            if (kind.types.contains(type)) {
                return kind;
            }
        }
        return UNKNOWN;
    }

    /**
     * Whether opening such a file runs what a stranger wrote.
     *
     * @return true for programs, scripts and pages of a browser
     */
    public boolean isRun() {
        return this == PROGRAM || this == SCRIPT || this == MARKUP;
    }

    /**
     * Whether people take such a file for something to look at.
     *
     * @return true for documents, media and text
     */
    public boolean isLookedAt() {
        return this == DOCUMENT || this == MEDIA || this == TEXT;
    }
}
