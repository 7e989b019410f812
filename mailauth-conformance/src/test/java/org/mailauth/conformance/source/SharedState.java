package org.mailauth.conformance.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds what threads could wait for or share: locks, synchronized methods and collections, thread locals, volatile fields,
 * atomic and concurrent types. Looks at syntax trees, so comments and texts may speak of it all.
 */
@SuppressWarnings("VoidUsed") // the compiler's visitors are written with it
final class SharedState {
    private static final Set<String> TYPES = Set.of(
            "ThreadLocal",
            "InheritableThreadLocal",
            "Hashtable",
            "Vector",
            "Stack",
            "StringBuffer",
            "Timer",
            "VarHandle");
    private static final String SYNCHRONIZED = "synchronized";
    private static final String CONCURRENT = "java.util.concurrent.";
    /** What runs or tells the end of things, and keeps nothing. */
    private static final Set<String> HARMLESS = Set.of(
            "Callable",
            "CancellationException",
            "CompletableFuture",
            "CompletionException",
            "CompletionStage",
            "ExecutionException",
            "Executor",
            "Future",
            "FutureTask",
            "RejectedExecutionException",
            "TimeUnit",
            "TimeoutException");

    private SharedState() {}

    /** One line for each kind in each file: the file's name and what it uses. */
    static Set<String> in(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
            Set<String> found = new TreeSet<>();
            for (CompilationUnitTree unit : task.parse()) {
                String path = unit.getSourceFile().getName().replace('\\', '/');
                new Scanner(path.substring(path.lastIndexOf('/') + 1), found).scan(unit, null);
            }
            return found;
        }
    }

    private static final class Scanner extends TreeScanner<Void, Void> {
        private final String file;
        private final Set<String> found;

        Scanner(String file, Set<String> found) {
            this.file = file;
            this.found = found;
        }

        private void note(String what) {
            found.add(file + " " + what);
        }

        @Override
        public Void visitModifiers(ModifiersTree modifiers, Void none) {
            for (Modifier modifier : List.of(Modifier.SYNCHRONIZED, Modifier.VOLATILE)) {
                if (modifiers.getFlags().contains(modifier)) {
                    note(modifier.toString());
                }
            }
            return super.visitModifiers(modifiers, none);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, Void none) {
            note(SYNCHRONIZED);
            return super.visitSynchronized(block, none);
        }

        @Override
        public Void visitImport(ImportTree imported, Void none) {
            noteName(imported.getQualifiedIdentifier().toString());
            return null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree name, Void none) {
            if (TYPES.contains(name.getName().toString())) {
                note(name.getName().toString());
            }
            return super.visitIdentifier(name, none);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void none) {
            if (select.getIdentifier().toString().startsWith(SYNCHRONIZED)) {
                note(select.getIdentifier().toString());
            }
            noteName(select.toString());
            return super.visitMemberSelect(select, none);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void none) {
            if (reference.getName().toString().startsWith(SYNCHRONIZED)) {
                note(reference.getName().toString());
            }
            return super.visitMemberReference(reference, none);
        }

        private void noteName(String name) {
            String type = name.substring(name.lastIndexOf('.') + 1);
            boolean concurrent =
                    name.startsWith(CONCURRENT) && (Character.isUpperCase(type.charAt(0)) || type.equals("*"));
            if (concurrent && !HARMLESS.contains(type)) {
                note(type);
            }
        }
    }
}
