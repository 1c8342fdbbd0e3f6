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

/** Checks that each public method that returns a stream documents, itself or in its class, what RxJava's own methods document. */
class StreamJavadocTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern STREAM = Pattern.compile("(Flowable|Single|Maybe|Completable)\\b.*");

    private final List<String> streams = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    @Test
    void everyPublicStreamDocumentsBackpressureSchedulerErrorsAndRequests() throws IOException {
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

        private void require(String name, String text, String term) {
            if (!text.contains(term)) {
                missing.add(name + " does not document: " + term);
            }
        }
    }
}
