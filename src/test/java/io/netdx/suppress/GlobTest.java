package io.netdx.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdx.fact.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({"cart,cart,true", "cart,carts,false", "cart*,carts,true", "*,cart,true", "*-eu,shop-eu,true", "*-eu,shop-eu-1,false", "c?rt,cart,true",
        "c?rt,crt,false", "*a*a*,banana,true", "a*b*c,aXbXbc,true", "a*b*c,aXbXb,false", "'','',true", "**,x,true", "Cart,cart,false"})
    void matchesAsAShellDoes(String pattern, String name, boolean matches) {
        assertThat(Glob.of(pattern).matches(name)).isEqualTo(matches);
    }

    /** An object of a cluster may be called anything; its annotation is about no other. */
    @Test
    void aNameIsNoPattern() {
        assertThat(Glob.exactly("*").matches("cart")).isFalse();
        assertThat(ObjectPattern.exactly(ObjectRef.of("Pod", "*", "*")).test(ObjectRef.of("Pod", "shop", "cart-0"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"service/shop/cart,true", "Service/shop/*,true", "*/shop/*,true", "Service/cart,true", "Service/other/cart,false", "Pod/cart,false"})
    void objectsAreNamedAsInReports(String pattern, boolean matches) {
        assertThat(ObjectPattern.of(pattern).orElseThrow().test(ObjectRef.of("Service", "shop", "cart"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"cart", "''", "Service/", "/shop/cart", "Service//cart"})
    void anythingElseIsAMistake(String pattern) {
        assertThat(ObjectPattern.of(pattern)).isEmpty();
    }
}
