package com.inboxapp.sdk.generator;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The rules for the text of a Java file: what a reviewer of hand-written code would reject. */
final class CodeRules {
    private static final int MAX_LINE = 140;
    private static final Pattern TWO_STATEMENTS = Pattern.compile("[;{] *[^ }].*[;}]$");
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");

    private CodeRules() {}

    /** Returns what is wrong, one line each. */
    static List<String> violations(String file, String text) {
        List<String> found = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            String where = file + ":" + (i + 1) + " ";
            if (line.length() > MAX_LINE) {
                found.add(where + "has " + line.length() + " characters");
            }
            if (!line.equals(line.stripTrailing()) || line.contains("\t")) {
                found.add(where + "has a tab or trailing space");
            }
            if (line.isEmpty() && i > 0 && i < lines.length - 1 && lines[i - 1].isEmpty()) {
                found.add(where + "is a second blank line");
            }
            String code = LITERAL.matcher(line).replaceAll("\"\"");
            if (!code.strip().startsWith("*")
                    && !code.contains("/*")
                    && TWO_STATEMENTS.matcher(code).find()) {
                found.add(where + "has several statements");
            }
        }
        Usage usage = new Usage();
        usage.scan(parse(file, text), null);
        usage.imports.forEach((name, qualified) -> {
            if (!usage.names.contains(name) && !isReferenced(name, text)) {
                found.add(file + " does not use the import " + qualified);
            }
        });
        usage.qualified.stream()
                .filter(name -> !usage.names.contains(name.substring(name.lastIndexOf('.') + 1)))
                .forEach(name -> found.add(file + " does not import " + name));
        usage.fields.stream()
                .filter(field -> !usage.names.contains(field) && !usage.members.contains(field))
                .forEach(field -> found.add(file + " does not use the field " + field));
        return found;
    }

    private static boolean isReferenced(String name, String text) {
        return Pattern.compile("\\{@link " + name + "\\b|@throws " + name + "\\b")
                .matcher(text)
                .find();
    }

    private static CompilationUnitTree parse(String file, String text) {
        SimpleJavaFileObject source = new SimpleJavaFileObject(URI.create("string:///" + file), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(source));
        try {
            return task.parse().iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects which names a file declares and uses. */
    private static final class Usage extends TreePathScanner<Void, Void> {
        private final Map<String, String> imports = new HashMap<>();
        private final Set<String> names = new HashSet<>();
        private final Set<String> members = new HashSet<>();
        private final Set<String> fields = new HashSet<>();
        private final Set<String> qualified = new HashSet<>();
        private final Set<String> parameters = new HashSet<>();

        @Override
        public Void visitImport(ImportTree tree, Void none) {
            String name = tree.getQualifiedIdentifier().toString();
            imports.put(name.substring(name.lastIndexOf('.') + 1), name);
            return null;
        }

        @Override
        public Void visitPackage(PackageTree tree, Void none) {
            return scan(tree.getAnnotations(), null);
        }

        @Override
        public Void visitMethod(MethodTree tree, Void none) {
            tree.getParameters()
                    .forEach(parameter -> parameters.add(parameter.getName().toString()));
            super.visitMethod(tree, null);
            parameters.clear();
            return null;
        }

        @Override
        public Void visitVariable(VariableTree tree, Void none) {
            boolean component = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                    && !tree.getModifiers().getFlags().contains(Modifier.STATIC);
            if (!component && tree.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
                fields.add(tree.getName().toString());
            }
            return super.visitVariable(tree, null);
        }

        /** An assignment to a field does not use it. */
        @Override
        public Void visitAssignment(AssignmentTree tree, Void none) {
            return tree.getVariable().toString().startsWith("this.")
                    ? scan(tree.getExpression(), null)
                    : super.visitAssignment(tree, null);
        }

        @Override
        public Void visitIdentifier(IdentifierTree tree, Void none) {
            String name = tree.getName().toString();
            if (!parameters.contains(name)) {
                names.add(name);
            }
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree tree, Void none) {
            String text = tree.toString();
            if (text.matches("[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]\\w*")) {
                qualified.add(text);
                return null;
            }
            boolean called = getCurrentPath().getParentPath().getLeaf() instanceof MethodInvocationTree;
            if (!called) {
                members.add(tree.getIdentifier().toString());
            }
            return super.visitMemberSelect(tree, null);
        }
    }
}
