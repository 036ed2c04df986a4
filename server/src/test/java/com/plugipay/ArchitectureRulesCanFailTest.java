package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.architecture.DependencyMap;
import com.plugipay.architecture.Rules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A rule that cannot fail checks nothing: here each one finds what was planted for it.
class ArchitectureRulesCanFailTest {
    private static final String ROOT = "com.plugipay.architecture.violations";
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);
    private static final Rules RULES = new Rules(PLANTED, ROOT);
    private static final DependencyMap FOUND = DependencyMap.found(PLANTED, ROOT);

    @Test
    void the_map_names_unlisted_unused_and_missing() {
        DependencyMap written = DependencyMap.written("""
                checkout -> money
                customer -> checkout
                refund   -> money
                money    ->
                """);

        assertThat(written.differencesTo(FOUND))
                .containsExactlyInAnyOrder(
                        "checkout uses customer, which the map does not allow",
                        "package job is not on the map: add `job -> checkout customer`",
                        "the map lists checkout -> money, which nothing uses: take it off",
                        "package refund is on the map and not in the code");
    }

    @Test
    void a_true_map_has_no_differences() {
        assertThat(FOUND.differencesTo(FOUND)).isEmpty();
    }

    @Test
    void cycles_are_found() {
        assertThat(FOUND.cycles(Set.of())).containsExactly("checkout and customer reach each other");
        assertThat(FOUND.cycles(Set.of("customer"))).isEmpty();
    }

    @Test
    void ground_that_knows_a_feature_is_found() {
        found(RULES.groundUsesNoFeature(), "CountBaskets", "Basket");
    }

    @Test
    void a_value_that_needs_more_than_the_jdks_base_is_found() {
        found(RULES.valuesUseOnlyTheJdk(), "Price", "java.sql.Connection");
    }

    @Test
    void an_impure_domain_type_is_found() {
        found(RULES.domainIsPure(Set.of()), "Basket", "java.time.Clock");
        assertThat(RULES.domainIsPure(Set.of("checkout.Basket", "money.Price"))).isEmpty();
    }

    @Test
    void sql_outside_a_store_is_found() {
        found(RULES.sqlOnlyInStores(Set.of()), "BasketManager", "select id");
        assertThat(RULES.sqlOnlyInStores(Set.of("checkout"))).isEmpty();
    }

    @Test
    void magic_annotations_are_found() {
        found(RULES.noMagicAnnotations(), "BasketManager", "Transactional");
    }

    @Test
    void empty_names_are_found() {
        found(RULES.namesSayWhatThingsAre(), "BasketManager", "name");
    }

    @Test
    void a_method_with_both_kinds_of_transaction_is_found() {
        found(RULES.txOrDatabaseNeverBoth(), "BasketManager", "both");
    }

    @Test
    void another_caller_of_providers_is_found() {
        found(RULES.onlyTwoClassesCallProviders(), "BasketManager", "charge");
    }

    @Test
    void another_commit_is_found() {
        found(RULES.onlyDatabaseCommits(), "BasketManager", "commit");
    }

    @Test
    void printing_is_found() {
        found(RULES.onlyCommandsPrint(), "BasketManager", "out");
    }

    @Test
    void reading_the_clock_is_found() {
        found(RULES.timeIsHandedIn(), "Basket", "Instant.now");
    }

    @Test
    void locales_and_old_dates_are_found() {
        found(RULES.machinesReadWithoutALocaleOfTheirOwn(), "BasketManager", "toLowerCase");
        found(RULES.machinesReadWithoutALocaleOfTheirOwn(), "BasketManager", "format");
        found(RULES.machinesReadWithoutALocaleOfTheirOwn(), "BasketManager", "java.util.Date");
    }

    @Test
    void hashing_elsewhere_is_found() {
        found(RULES.onlyWorkspaceHashesPasswords(), "BasketManager", "Argon2");
    }

    @Test
    void a_package_without_null_marks_is_found() {
        found(RULES.everyPackageIsNullMarked(), "customer", "NullMarked");
    }

    @Test
    void a_long_file_is_found() {
        found(Rules.longFiles(Path.of("src/test/java/com/plugipay/architecture"), 100), "Rules.java", "more than 100");
    }

    @Test
    void a_long_file_is_found_among_the_tests_and_in_every_module() {
        for (Path sources : Rules.SOURCES) {
            found(Rules.longFiles(sources, 100), sources + "/com/plugipay/", "more than 100");
        }
        assertThat(Rules.SOURCES)
                .contains(Path.of("src/main/java"), Path.of("src/test/java"))
                .anyMatch(sources -> sources.startsWith(Path.of("../sandbox-providers")))
                .anyMatch(sources -> sources.startsWith(Path.of("../browser-tests")));
    }

    @Test
    void a_library_on_the_class_path_is_found() {
        assertThat(Rules.onTheClassPath(List.of("org.junit.jupiter.api.Test"))).hasSize(1);
    }

    private static void found(List<String> violations, String where, String what) {
        assertThat(violations)
                .anySatisfy(violation -> assertThat(violation).contains(where).contains(what));
    }
}
