package com.inboxapp.sdk.rx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The packages of sdk-core and sdk-rx, as described in {@code docs/architecture.md}. */
class PackagesTest {
    private static final String CORE = "com.inboxapp.sdk";

    private static final JavaClasses SDK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("sandbox"))
            .importPackages(CORE);

    @Test
    void importsBothModules() {
        assertThat(SDK.contain(RxInboxClient.class)).isTrue();
        assertThat(SDK.contain("com.inboxapp.sdk.InboxClient")).isTrue();
        assertThat(SDK.stream().map(JavaClass::getPackageName))
                .noneMatch(name -> name.startsWith("com.inboxapp.sdk.sandbox"));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(SDK);
    }

    @Test
    void theCoreDoesNotUseRxJava() {
        noClasses()
                .that()
                .resideOutsideOfPackage("com.inboxapp.sdk.rx..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.reactivex..", "org.reactivestreams..", "com.inboxapp.sdk.rx.."))
                .check(SDK);
    }

    @Test
    void generatedModelsUseOnlyWhatGeneratedCodeOfOtherProjectsCanUse() {
        noClasses()
                .that()
                .resideInAPackage("com.inboxapp.sdk.model..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.inboxapp.sdk..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                "com.inboxapp.sdk.model..", "com.inboxapp.sdk.runtime..", "com.inboxapp.sdk.query..")))
                .check(SDK);
    }

    @Test
    void noClassUsesTheInternalsOfALibrary() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("..internal..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage("com.inboxapp.sdk..")))
                .check(SDK);
    }

    @Test
    void noClassSleepsOrPrints() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(SDK);
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(SDK);
        noClasses().should().accessField(System.class, "out").check(SDK);
        noClasses().should().accessField(System.class, "err").check(SDK);
    }

    @Test
    void exceptionsAreUnchecked() {
        classes()
                .that()
                .areAssignableTo(Exception.class)
                .and()
                .arePublic()
                .should()
                .beAssignableTo(RuntimeException.class)
                .check(SDK);
    }

    /** Each package is a slice. The client and its generated interfaces use each other, so they are one. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName().replaceAll("\\.api$", ""));
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
