package io.netdx.fact;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The orders of {@link Comparator} as classes. The JDK makes its own of serializable lambdas, which no class-data archive holds:
 * the first few cost a cold JVM some 10 ms. Source code keeps to {@link Comparator}; the build ({@code io.netdx.build.LinkLambdas})
 * puts these methods, which have the same signatures, in the place of the JDK's.
 */
public abstract class Order<T> implements Comparator<T> {

    public static <T, U extends Comparable<? super U>> Comparator<T> comparing(Function<? super T, ? extends U> key) {
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return key.apply(a).compareTo(key.apply(b));
            }
        };
    }

    public static <T, U> Comparator<T> comparing(Function<? super T, ? extends U> key, Comparator<? super U> order) {
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return order.compare(key.apply(a), key.apply(b));
            }
        };
    }

    public static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key) {
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return Integer.compare(key.applyAsInt(a), key.applyAsInt(b));
            }
        };
    }

    public static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key) {
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return Long.compare(key.applyAsLong(a), key.applyAsLong(b));
            }
        };
    }

    public static <T> Comparator<T> comparingDouble(ToDoubleFunction<? super T> key) {
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return Double.compare(key.applyAsDouble(a), key.applyAsDouble(b));
            }
        };
    }

    public static <K extends Comparable<? super K>, V> Comparator<Map.Entry<K, V>> comparingByKey() {
        return comparing(Map.Entry::getKey);
    }

    public static <K, V extends Comparable<? super V>> Comparator<Map.Entry<K, V>> comparingByValue() {
        return comparing(Map.Entry::getValue);
    }

    @Override
    public Comparator<T> reversed() {
        Order<T> order = this;
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                return order.compare(b, a);
            }
        };
    }

    @Override
    public Comparator<T> thenComparing(Comparator<? super T> other) {
        Order<T> first = this;
        return new Order<>() {
            @Override
            public int compare(T a, T b) {
                int order = first.compare(a, b);
                return order != 0 ? order : other.compare(a, b);
            }
        };
    }

    @Override
    public <U extends Comparable<? super U>> Comparator<T> thenComparing(Function<? super T, ? extends U> key) {
        return thenComparing(comparing(key));
    }

    @Override
    public <U> Comparator<T> thenComparing(Function<? super T, ? extends U> key, Comparator<? super U> order) {
        return thenComparing(comparing(key, order));
    }

    @Override
    public Comparator<T> thenComparingInt(ToIntFunction<? super T> key) {
        return thenComparing(comparingInt(key));
    }

    @Override
    public Comparator<T> thenComparingLong(ToLongFunction<? super T> key) {
        return thenComparing(comparingLong(key));
    }

    @Override
    public Comparator<T> thenComparingDouble(ToDoubleFunction<? super T> key) {
        return thenComparing(comparingDouble(key));
    }
}
