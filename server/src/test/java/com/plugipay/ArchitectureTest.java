package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.architecture.DependencyMap;
import com.plugipay.architecture.Rules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The architecture as the compiled code has it. [ArchitectureRulesCanFailTest] sees each rule fail.
class ArchitectureTest {
    /// Every package and the packages it uses. A new arrow is a line in your change.
    private static final String MAP = """
            (root)           -> command mail provider
            command          -> (root) adapter alarm audit checkout clock customer dashboard db egress event file http id inbound job ledger mail \
            method payment provider provider.manual provider.midtrans provider.paypal provider.sandbox provider.xendit \
            receipt refund scope secret settings testmode workspace

            alarm            -> clock dashboard db http job mail payment scope workspace
            adapter          -> audit clock dashboard db error event file http id mail payment provider qris scope \
            secret settings workspace
            checkout         -> audit clock customer dashboard db error event file http id job ledger method money payment \
            provider provider.sandbox qris scope secret settings workspace
            customer         -> clock db error event http id scope
            dashboard        -> audit clock db error event http mail money scope workspace
            inbound          -> adapter checkout clock db error event http id job payment provider refund scope
            ledger           -> clock dashboard db error http id money scope workspace
            method           -> money scope
            payment          -> audit clock dashboard db error event http id job ledger method money provider scope \
            workspace
            provider         -> error method money scope
            provider.manual  -> provider scope
            provider.midtrans -> error http money provider scope secret
            provider.paypal  -> error http money provider scope secret
            provider.sandbox -> error method provider qris scope
            provider.xendit  -> error http money provider scope secret
            qris             -> money
            receipt          -> checkout db error http mail money payment
            refund           -> audit clock dashboard db error event http id job ledger method money payment provider \
            scope secret workspace
            settings         -> audit clock dashboard db error event file http mail method money provider scope workspace
            testmode         -> audit checkout clock dashboard db error event http id job method money payment provider \
            scope workspace
            workspace        -> audit db error event http id job scope secret

            audit            -> clock db event http id job scope secret
            clock            -> db scope
            db               -> scope
            event            -> db error http id scope
            egress           -> db scope
            file             -> clock db egress error http scope
            http             -> db error event id job money scope secret
            job              ->
            mail             -> clock db id job scope
            secret           ->

            error            ->
            id               ->
            money            ->
            scope            -> id
            """;

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Another program, beside the product on the tests' class path.
            .withImportOption(location -> !location.contains("sandbox-providers"))
            .importPackages("com.plugipay");
    private static final Rules RULES = new Rules(CODE, "com.plugipay");

    @Test
    void the_map_is_the_code() {
        assertThat(DependencyMap.written(MAP).differencesTo(DependencyMap.found(CODE, "com.plugipay")))
                .isEmpty();
    }

    @Test
    void features_and_values_have_no_cycles() {
        // The root holds main and Config, which the commands need.
        assertThat(DependencyMap.written(MAP).cycles(Set.of(DependencyMap.ROOT, "http")))
                .isEmpty();
        // Known and alone: an API call knows its Origin, and the event log has an API of its own.
        assertThat(DependencyMap.written(MAP).cycles(Set.of(DependencyMap.ROOT)))
                .containsExactly("event and http reach each other");
    }

    @Test
    void the_ground_knows_no_product_noun() {
        assertThat(RULES.groundUsesNoFeature()).isEmpty();
    }

    @Test
    void values_need_nothing_but_the_jdk() {
        assertThat(RULES.valuesUseOnlyTheJdk()).isEmpty();
    }

    @Test
    void the_domain_is_pure() {
        // A brand's colours are computed by the page layer; a member becomes a Caller; SignedIn rides on the request.
        assertThat(RULES.domainIsPure(Set.of("checkout.Brand", "workspace.Member", "workspace.SignedIn")))
                .isEmpty();
    }

    @Test
    void sql_is_only_in_stores() {
        // db speaks to PostgreSQL itself (roles, scope, NOTIFY); EventLog is the log's one door for writers.
        assertThat(RULES.sqlOnlyInStores(Set.of("db", "event.EventLog"))).isEmpty();
    }

    @Test
    void nothing_is_wired_or_made_transactional_by_annotation() {
        assertThat(RULES.noMagicAnnotations()).isEmpty();
    }

    @Test
    void names_say_what_things_are() {
        assertThat(RULES.namesSayWhatThingsAre()).isEmpty();
    }

    @Test
    void a_method_joins_a_transaction_or_opens_its_own() {
        assertThat(RULES.txOrDatabaseNeverBoth()).isEmpty();
    }

    @Test
    void only_the_runners_call_payment_providers() {
        assertThat(RULES.onlyTwoClassesCallProviders()).isEmpty();
    }

    @Test
    void only_database_commits() {
        assertThat(RULES.onlyDatabaseCommits()).isEmpty();
    }

    @Test
    void only_commands_print() {
        assertThat(RULES.onlyCommandsPrint()).isEmpty();
    }

    @Test
    void time_is_handed_in() {
        assertThat(RULES.timeIsHandedIn()).isEmpty();
    }

    @Test
    void what_machines_read_does_not_depend_on_the_locale() {
        assertThat(RULES.machinesReadWithoutALocaleOfTheirOwn()).isEmpty();
    }

    @Test
    void only_workspace_hashes_passwords() {
        assertThat(RULES.onlyWorkspaceHashesPasswords()).isEmpty();
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(RULES.everyPackageIsNullMarked()).isEmpty();
    }

    @Test
    void no_file_is_longer_than_a_person_reads() {
        for (Path sources : Rules.SOURCES) {
            assertThat(Rules.longFiles(sources, 400)).isEmpty();
        }
    }

    @Test
    void no_mocking_library_is_on_the_class_path() {
        assertThat(Rules.onTheClassPath(List.of(
                        "org.mockito.Mockito",
                        "org.easymock.EasyMock",
                        "io.mockk.MockK",
                        "mockit.Mocked",
                        "org.jmock.Mockery",
                        "org.powermock.api.mockito.PowerMockito")))
                .isEmpty();
    }
}
