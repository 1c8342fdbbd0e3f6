package com.inboxapp.sdk.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceFileTest {
    private static String print(String text) {
        return new SourceFile(text, Set.of("Tag", "Note", "Path")).print();
    }

    private static String body(String text) {
        return print("package a;\n" + text).substring("package a;\n\n".length());
    }

    @Test
    void importsWhatTheCodeUsesInOrder() {
        assertThat(print("""
                package a;
                import java.util.Set;
                import java.util.Map;
                import java.io.IOException;
                import a.Other;
                import b.model.*;
                import c.D;
                import c.E;

                /** Not the Set of a {@link D}. */
                interface A {
                    // no E
                    Map<String, Note> tag(Other other) throws IOException;
                }
                """)).isEqualTo("""
                package a;

                import b.model.Note;
                import c.D;
                import java.io.IOException;
                import java.util.Map;

                /** Not the Set of a {@link D}. */
                interface A {
                    // no E
                    Map<String, Note> tag(Other other) throws IOException;
                }
                """);
    }

    @Test
    void importsQualifiedNamesUnlessTheSimpleNameIsInUse() {
        assertThat(print("""
                package a;
                import b.model.*;
                interface A {
                    @x.http.GET("x.http.Path") Tag get(@x.http.Path String id, @x.http.Tag Note note, @y.http.Path int other);
                }
                """)).isEqualTo("""
                package a;

                import b.model.Note;
                import b.model.Tag;
                import x.http.GET;
                import x.http.Path;

                interface A {
                    @GET("x.http.Path") Tag get(@Path String id, @x.http.Tag Note note, @y.http.Path int other);
                }
                """);
    }

    @Test
    void importsTheAnnotationOfAPackage() {
        assertThat(print("/** Doc. */\n@NullMarked\npackage a;\n\nimport n.NullMarked;\nimport n.Other;\n"))
                .isEqualTo("/** Doc. */\n@NullMarked\npackage a;\n\nimport n.NullMarked;\n");
    }

    @Test
    void putsEachStatementOnItsOwnLine() {
        assertThat(body("""
                    case 1 -> { if (a) { b("{ ; }"); c = ';'; } else { d(); } }
                    default -> {}
                """)).isEqualTo("""
                    case 1 -> {
                        if (a) {
                            b("{ ; }");
                            c = ';';
                        } else {
                            d();
                        }
                    }
                    default -> {}
                """);
    }

    @Test
    void putsArgumentsOnTheNextLineIfTheyFit() {
        String name = "x".repeat(60);

        assertThat(body("    void " + name + "(List<A, B> a, Map<String, String> " + name + ") {\n"))
                .isEqualTo("    void " + name + "(\n            List<A, B> a, Map<String, String> " + name + ") {\n");
    }

    @Test
    void putsOneArgumentOnALineIfTheyDoNotFit() {
        String name = "x".repeat(60);

        assertThat(body("    call(a(1, 2), \", \", (b, c) -> " + name + ", Map<A, B>::" + name + ").end();\n"))
                .isEqualTo("""
                            call(
                                    a(1, 2),
                                    ", ",
                                    (b, c) -> %1$s,
                                    Map<A, B>::%1$s).end();
                        """.formatted(name));
    }

    @Test
    void breaksBeforeOperators() {
        String name = "x".repeat(60);

        assertThat(body("return \"A[a=\" + a + \", b=\" + " + name + " + \", c=\" + " + name + ";\n"))
                .isEqualTo(
                        "return \"A[a=\" + a\n        + \", b=\" + " + name + "\n        + \", c=\" + " + name + ";\n");
        assertThat(body("return " + name + " ? a : " + name + ";\n"))
                .isEqualTo("return " + name + "\n        ? a\n        : " + name + ";\n");
    }

    @Test
    void breaksALongLiteral() {
        String words = "word ".repeat(30);

        String printed = body("f(\"" + words + "\");\n");

        assertThat(printed.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(printed.replaceAll("\"\\s*\\+ \"|\\n\\s*", "")).isEqualTo("f(\"" + words + "\");");
    }

    @Test
    void fillsAParagraphWithALongLine() {
        String words = "word ".repeat(30);

        assertThat(body("    /** " + words + "{@code a b} */\n"))
                .isEqualTo("""
                /**
                 * %s
                 * %s{@code a b}
                 */
            """.formatted("word ".repeat(26).strip(), "word ".repeat(4)));
        assertThat(body("/**\n * Short\n * lines.\n *\n * @param a " + words + "\n * end\n */\n"))
                .isEqualTo("/**\n * Short\n * lines.\n *\n * @param a "
                        + "word ".repeat(25).strip() + "\n *     " + "word ".repeat(5) + "end\n */\n");
    }

    @Test
    void leavesOneBlankLineAtMost() {
        assertThat(body("class A {\n\n\n    int a;  \n\n\n    int b;\n\n}\n\n"))
                .isEqualTo("class A {\n    int a;\n\n    int b;\n}\n");
    }
}
