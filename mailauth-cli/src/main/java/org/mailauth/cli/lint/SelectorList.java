package org.mailauth.cli.lint;

import java.util.ArrayList;
import java.util.List;
import org.mailauth.cli.options.NameConverters;
import org.mailauth.dkim.Selector;
import picocli.CommandLine.ITypeConverter;

/**
 * The selectors of one parameter.
 *
 * @param selectors at least one
 */
record SelectorList(List<Selector> selectors) {
    /** Reads selectors separated by commas. */
    static final class Converter implements ITypeConverter<SelectorList> {
        @Override
        public SelectorList convert(String text) {
            List<Selector> selectors = new ArrayList<>();
            for (String selector : text.split(",", -1)) {
                selectors.add(new NameConverters.OfSelector().convert(selector));
            }
            return new SelectorList(List.copyOf(selectors));
        }
    }
}
