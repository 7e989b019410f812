package org.mailauth.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the tool, as the build wrote it down. */
public final class Version implements IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream written = Version.class.getResourceAsStream("version.properties")) {
            if (written != null) {
                properties.load(written);
            }
        }
        return new String[] {"mailauth " + properties.getProperty("version", "of unknown version")};
    }
}
