package io.netdx.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a text names as hosts. */
class MentionTest {

    private static String in(String text) {
        return Mention.in(text).stream().map(Mention::toString).collect(Collectors.joining(" "));
    }

    @Test
    void urlsWithUserPathAndQuery() {
        assertThat(in("postgres://app:secret@db.data.svc.cluster.local:5432/shop?sslmode=disable")).isEqualTo("db.data.svc.cluster.local:5432");
        assertThat(in("http://cart.shop/order")).isEqualTo("cart.shop");
    }

    @Test
    void listsOfBrokers() {
        assertThat(in("kafka-0.kafka:9092,kafka-1.kafka:9092")).isEqualTo("kafka-0.kafka:9092 kafka-1.kafka:9092");
        assertThat(in("mongodb://a.mongo:27017,b.mongo:27017/shop")).isEqualTo("a.mongo:27017 b.mongo:27017");
    }

    @Test
    void notationsOfDrivers() {
        assertThat(in("jdbc:postgresql://db:5432/shop")).isEqualTo("db:5432");
        assertThat(in("app:secret@tcp(mysql.data:3306)/shop")).isEqualTo("mysql.data:3306");
        assertThat(in("--redis-addr=redis:6379")).isEqualTo("redis:6379");
    }

    @Test
    void aBareWordOnlyWhereItIsTheWholeText() {
        assertThat(Mention.in("cart")).containsExactly(new Mention("cart", 0, false));
        assertThat(in("serve the cart")).isEmpty();
        assertThat(in("/var/lib/cart")).isEmpty();
    }

    @Test
    void whatIsNoHost() {
        assertThat(in("12:30:00")).isEmpty();
        assertThat(in("image:v1.2")).isEmpty();
        assertThat(in("db:99999")).isEmpty();
        assertThat(in("Content-Type: application/json")).isEmpty();
    }
}
