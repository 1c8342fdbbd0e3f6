package com.inboxapp.sdk.rx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every public method that gives a stream says what RxJava's own methods say, itself or in the words of its class. */
class StatedContractsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern STREAM = Pattern.compile("(Flowable|Single|Maybe|Completable)\\b.*");

    private final List<String> streams = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    @Test
    void eachPublicStreamStatesBackpressureSchedulerErrorsAndRequests() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java = sources.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(java));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                var unused = new Methods(docs).scan(unit, null);
            }
        }
        assertThat(streams).hasSizeGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private final class Methods extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;

        Methods(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            TreePath owner = getCurrentPath().getParentPath();
            Tree type = method.getReturnType();
            if (isPublic(owner) && isStream(method, type)) {
                String name = ((ClassTree) owner.getLeaf()).getSimpleName() + "." + method.getName();
                streams.add(name);
                String own = text(getCurrentPath());
                String all = own + text(owner);
                if (type.toString().startsWith("Flowable")) {
                    require(name, own, "Backpressure");
                }
                require(name, own, "Requests");
                require(name, all, "Scheduler");
                require(name, all, "Error handling");
            }
            return super.visitMethod(method, null);
        }

        private boolean isPublic(TreePath owner) {
            return owner.getLeaf() instanceof ClassTree type
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC);
        }

        private boolean isStream(MethodTree method, @Nullable Tree type) {
            return method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    && type != null
                    && STREAM.matcher(type.toString()).matches();
        }

        private String text(TreePath path) {
            return Objects.requireNonNullElse(docs.getDocComment(path), "").replaceAll("\\s+", " ");
        }

        private void require(String name, String text, String words) {
            if (!text.contains(words)) {
                missing.add(name + " does not say: " + words);
            }
        }
    }
}
