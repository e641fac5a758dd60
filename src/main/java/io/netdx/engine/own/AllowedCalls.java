package io.netdx.engine.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the compiled rules of a user may call. Patterns hold Java expressions, so the text of a rule says little about what it can do;
 * its byte code says all. Allowed is what the code of the rules' patterns itself needs, facts (which are pure), and texts, numbers,
 * times and collections; no file, no network, no process, no class loading, no reflection, no clock.
 */
final class AllowedCalls {

    static final String PACKAGE = "netdx/own/";

    private static final Pattern PURE = Pattern.compile("io/netdx/(fact|finding|model|net)/.*");
    /** Without {@code Class}, {@code Object.getClass}, {@code System}, {@code Runtime}, {@code Thread} and all that can be reached from there. */
    private static final Set<String> JAVA = Set.of("java/lang/String", "java/lang/StringBuilder", "java/lang/CharSequence", "java/lang/Character",
            "java/lang/Integer", "java/lang/Long", "java/lang/Double", "java/lang/Float", "java/lang/Short", "java/lang/Byte", "java/lang/Boolean",
            "java/lang/Number", "java/lang/Math", "java/lang/Comparable", "java/lang/Iterable", "java/lang/Enum", "java/lang/RuntimeException",
            "java/lang/Record", "java/math/BigDecimal", "java/math/BigInteger", "java/util/List", "java/util/Map", "java/util/Map$Entry", "java/util/Set",
            "java/util/SortedMap", "java/util/Collection", "java/util/Collections", "java/util/Arrays", "java/util/Iterator", "java/util/Objects",
            "java/util/Optional", "java/util/regex/Pattern", "java/util/regex/Matcher", "java/util/stream/Stream", "java/util/stream/IntStream",
            "java/util/stream/Collectors", "java/time/Instant", "java/time/Duration", "java/time/LocalDate", "java/time/temporal/ChronoUnit",
            "java/time/format/DateTimeFormatterBuilder");
    private static final Set<String> NEVER = Set.of("getClass", "now", "load", "loadLibrary", "getLong", "getInteger", "getBoolean", "parallel",
            "parallelStream", "notify", "notifyAll", "wait", "finalize", "describeConstable", "resolveConstantDesc");
    private static final Set<String> OF_OBJECT = Set.of("<init>", "equals", "hashCode", "toString");
    private static final Pattern RULES = Pattern.compile("org/drools/(model/DomainClassMetadata\\.getPropertyIndex"
            + "|model/PatternDSL\\$PatternDef\\.(bind|expr)|model/consequences/ConsequenceBuilder\\$_\\d+\\.execute"
            + "|model/functions/PredicateInformation\\.(<init>|addRuleNames|setMoreThanMaxRuleDefs)|model/impl/RuleBuilder\\.build"
            + "|modelcompiler/consequence/DroolsImpl\\.asKnowledgeHelper|core/rule/consequence/KnowledgeHelper\\.insertLogical"
            + "|modelcompiler/dsl/pattern/D\\.(alphaIndexedBy|betaIndexedBy|and|declarationOf|eval|exists|expr|not|on|or|pattern|rule)"
            + "|modelcompiler/util/EvaluationUtil\\.\\w+|util/DateUtils\\.getDateFormatMask)");
    private static final Pattern FIELDS = Pattern.compile("org/drools/model/(Index\\$ConstraintType\\.\\w+|operators/\\w+\\.INSTANCE)|java/util/Locale\\.(ENGLISH|ROOT)"
            + "|java/lang/(Integer|Long|Double|Float|Short|Byte|Boolean|Character)\\.\\w+|java/time/(Instant\\.EPOCH|Duration\\.ZERO)");
    private static final Set<String> BOOTSTRAPS = Set.of("java/lang/invoke/LambdaMetafactory", "java/lang/invoke/StringConcatFactory");

    private AllowedCalls() {
    }

    /**
     * What a class uses that is not allowed, as {@code java.lang.Runtime.exec}, sorted.
     *
     * @param own package of the rules, with a slash at its end
     */
    static List<String> breaches(byte[] code, String own) {
        ClassNode node = new ClassNode();
        new ClassReader(code).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        Set<String> breaches = new TreeSet<>();
        if (!node.name.startsWith(own) || !Set.of("java/lang/Object", "java/lang/Enum", "java/lang/Record").contains(node.superName)) {
            breaches.add(dotted(node.name));
        }
        for (MethodNode method : node.methods) {
            if ((method.access & Opcodes.ACC_NATIVE) != 0) {
                breaches.add(dotted(node.name + "." + method.name));
            }
            for (AbstractInsnNode instruction : method.instructions) {
                check(instruction, own, breaches);
            }
        }
        return new ArrayList<>(breaches);
    }

    private static void check(AbstractInsnNode instruction, String own, Set<String> breaches) {
        if (instruction instanceof MethodInsnNode call) {
            call(call.owner, call.name, own, breaches);
        } else if (instruction instanceof FieldInsnNode field) {
            boolean reads = field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.GETFIELD;
            if (!field.owner.startsWith(own) && !(reads && (PURE.matcher(field.owner).matches() || FIELDS.matcher(field.owner + "." + field.name).matches()))) {
                breaches.add(dotted(field.owner + "." + field.name));
            }
        } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
            if (!BOOTSTRAPS.contains(dynamic.bsm.getOwner())) {
                breaches.add(dotted(dynamic.bsm.getOwner() + "." + dynamic.bsm.getName()));
            }
            for (Object argument : dynamic.bsmArgs) {
                if (argument instanceof Handle handle) {
                    call(handle.getOwner(), handle.getName(), own, breaches);
                }
            }
        } else if (instruction instanceof LdcInsnNode constant && !(constant.cst instanceof String || constant.cst instanceof Number
                || constant.cst instanceof Type)) {
            breaches.add("a dynamic constant");
        }
    }

    private static void call(String owner, String name, String own, Set<String> breaches) {
        boolean array = owner.startsWith("[") && name.equals("clone");
        boolean copy = owner.equals("java/lang/System") && name.equals("arraycopy");
        boolean plain = JAVA.contains(owner) && !NEVER.contains(name) || owner.equals("java/lang/Object") && OF_OBJECT.contains(name);
        boolean pure = PURE.matcher(owner).matches() && !NEVER.contains(name);
        if (!array && !copy && !plain && !pure && !(owner.startsWith(own) && !NEVER.contains(name)) && !RULES.matcher(owner + "." + name).matches()) {
            breaches.add(dotted(owner + "." + name));
        }
    }

    private static String dotted(String name) {
        return name.replace('/', '.').replace('$', '.');
    }
}
