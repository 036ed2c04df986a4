package com.plugipay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EventTypesTest {
    @Test
    void the_published_list_has_47_types_of_one_shape() {
        assertThat(EventTypes.ALL).hasSize(47).doesNotHaveDuplicates();
        assertThat(EventTypes.ALL).allMatch(type -> type.matches("[a-z_]+(\\.[a-z_]+)+(\\.v1)?"));
    }

    @Test
    void every_fact_in_the_code_is_on_the_published_list() throws ReflectiveOperationException {
        var told = new TreeSet<String>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("com.plugipay")) {
            if (type.isAssignableTo(DomainEvent.class) && type.isRecord()) {
                Constructor<?> maker = type.reflect().getDeclaredConstructors()[0];
                assertThat(maker.getParameterCount())
                        .as(type.getName() + " needs an example here")
                        .isZero();
                maker.setAccessible(true);
                told.add(((DomainEvent) maker.newInstance()).type());
            }
        }
        assertThat(told)
                .hasSizeGreaterThanOrEqualTo(9)
                .contains("payment.succeeded", "plugipay.customer.created.v1")
                .isSubsetOf(EventTypes.ALL);
    }
}
