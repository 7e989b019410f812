package org.mailauth.conformance.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What no source file of the project may do: be too long, depend on the machine's locale, charset or clock, or hold
 * static state. Looks at syntax trees, so comments and texts may speak of it all.
 */
@SuppressWarnings("VoidUsed") // the compiler's visitors are written with it
final class SourceRules {
    static final int MAX_FILE_LINES = 500;
    static final int MAX_METHOD_LINES = 60;

    private static final Set<String> WITHOUT_ARGUMENT =
            Set.of("toLowerCase", "toUpperCase", "getBytes", "defaultCharset", "systemDefault", "systemDefaultZone");
    private static final Set<String> CLOCK_TYPES = Set.of(
            "Instant",
            "LocalDate",
            "LocalTime",
            "LocalDateTime",
            "OffsetDateTime",
            "OffsetTime",
            "ZonedDateTime",
            "Year");
    private static final Set<String> READERS_AND_WRITERS =
            Set.of("InputStreamReader", "OutputStreamWriter", "FileReader", "FileWriter");
    private static final Set<String> MUTABLE_TYPES = Set.of(
            "ArrayList",
            "LinkedList",
            "ArrayDeque",
            "HashMap",
            "LinkedHashMap",
            "TreeMap",
            "WeakHashMap",
            "ConcurrentHashMap",
            "HashSet",
            "LinkedHashSet",
            "TreeSet",
            "ThreadLocal",
            "AtomicInteger",
            "AtomicLong",
            "AtomicBoolean",
            "AtomicReference",
            "StringBuilder",
            "Random",
            "SecureRandom");

    private SourceRules() {}

    /** Parses the files and gives one line for each broken rule. */
    static List<String> violations(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(diagnostics, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, diagnostics, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            List<String> violations = new ArrayList<>();
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(unit, positions, violations).scan(unit, null);
            }
            diagnostics.getDiagnostics().forEach(problem -> violations.add("does not parse: " + problem));
            return violations;
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        private final List<String> violations;
        /** Names of variables declared with another type than String: keys have a getBytes(), too. */
        private final Set<String> otherThanText;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<String> violations) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
            this.violations = violations;
            this.otherThanText = new HashSet<>();
            Set<String> texts = new HashSet<>();
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitVariable(VariableTree variable, Void none) {
                    boolean known = variable.getType() != null
                            && !variable.getType().toString().endsWith("String");
                    (known ? otherThanText : texts).add(variable.getName().toString());
                    return super.visitVariable(variable, none);
                }
            }.scan(unit, null);
            otherThanText.removeAll(texts);
        }

        @Override
        public Void visitCompilationUnit(CompilationUnitTree tree, Void none) {
            try {
                long count = tree.getSourceFile()
                        .getCharContent(true)
                        .toString()
                        .lines()
                        .count();
                if (count > MAX_FILE_LINES) {
                    violations.add(tree.getSourceFile().getName() + ": file of " + count + " lines");
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return super.visitCompilationUnit(tree, none);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            long start = line(positions.getStartPosition(unit, method));
            long end = line(positions.getEndPosition(unit, method));
            if (end - start + 1 > MAX_METHOD_LINES) {
                report(method, "method of " + (end - start + 1) + " lines: " + method.getName());
            }
            return super.visitMethod(method, none);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            boolean field = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            Set<Modifier> flags = variable.getModifiers().getFlags();
            if (field && flags.contains(Modifier.STATIC)) {
                if (!flags.contains(Modifier.FINAL)) {
                    report(variable, "static field that is not final: " + variable.getName());
                }
                checkConstant(variable);
            }
            if (field && isInterface(getCurrentPath().getParentPath().getLeaf())) {
                checkConstant(variable);
            }
            return super.visitVariable(variable, none);
        }

        private static boolean isInterface(Tree type) {
            return type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        }

        private void checkConstant(VariableTree constant) {
            if (constant.getInitializer() instanceof NewClassTree created
                    && MUTABLE_TYPES.contains(simpleName(created.getIdentifier()))) {
                report(constant, "static state: " + constant.getName());
            }
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                String type = lastWord(select.getExpression());
                String method = select.getIdentifier().toString();
                List<? extends ExpressionTree> arguments = call.getArguments();
                if (arguments.isEmpty()) {
                    checkCallWithoutArguments(call, type, method);
                } else if (type.equals("String") && method.equals("format") && isText(arguments.get(0))) {
                    report(call, "String.format without a locale");
                }
                if (method.equals("formatted")) {
                    report(call, "formatted takes no locale");
                }
            }
            return super.visitMethodInvocation(call, none);
        }

        private void checkCallWithoutArguments(Tree call, String type, String method) {
            boolean defaultLocale = type.equals("Locale") && method.equals("getDefault");
            boolean clock = (method.equals("now") && CLOCK_TYPES.contains(type))
                    || (type.equals("System") && method.equals("currentTimeMillis"));
            boolean ofOtherType = method.equals("getBytes") && otherThanText.contains(type);
            if ((WITHOUT_ARGUMENT.contains(method) && !ofOtherType) || defaultLocale || clock) {
                report(call, type + "." + method + "()");
            }
        }

        /** A text block or literal, or something glued together from one. */
        private static boolean isText(ExpressionTree argument) {
            return argument instanceof LiteralTree || argument.getKind() == Tree.Kind.PLUS;
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void none) {
            String type = lastWord(reference.getQualifierExpression());
            String method = reference.getName().toString();
            boolean ofString =
                    Set.of("toLowerCase", "toUpperCase", "getBytes", "format").contains(method);
            boolean clock = (method.equals("now") && CLOCK_TYPES.contains(type)) || method.equals("currentTimeMillis");
            if ((ofString && type.equals("String")) || clock) {
                report(reference, type + "::" + method);
            }
            return super.visitMemberReference(reference, none);
        }

        @Override
        public Void visitNewClass(NewClassTree created, Void none) {
            String type = simpleName(created.getIdentifier());
            boolean oneArgument = created.getArguments().size() == 1;
            if (oneArgument && (type.equals("String") || READERS_AND_WRITERS.contains(type))) {
                report(created, "new " + type + " without a charset");
            }
            if (type.equals("Date") && created.getArguments().isEmpty()) {
                report(created, "new Date()");
            }
            return super.visitNewClass(created, none);
        }

        private static String simpleName(Tree type) {
            String text = type.toString();
            int generic = text.indexOf('<');
            String raw = generic < 0 ? text : text.substring(0, generic);
            return raw.substring(raw.lastIndexOf('.') + 1);
        }

        private static String lastWord(ExpressionTree expression) {
            if (expression instanceof IdentifierTree identifier) {
                return identifier.getName().toString();
            }
            return expression instanceof MemberSelectTree select
                    ? select.getIdentifier().toString()
                    : "";
        }

        private void report(Tree tree, String what) {
            violations.add(
                    unit.getSourceFile().getName() + ":" + line(positions.getStartPosition(unit, tree)) + ": " + what);
        }

        private long line(long position) {
            return lines.getLineNumber(position);
        }
    }
}
