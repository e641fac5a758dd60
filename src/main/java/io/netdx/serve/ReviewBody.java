package io.netdx.serve;

import io.netdx.source.decode.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What an access review asks, in JSON or in the protobuf that kubectl sends from 1.32 on: {@code k8s\0} and a runtime.Unknown whose
 * second field is the review. Field numbers: k8s.io/api/authorization/v1/generated.proto.
 */
final class ReviewBody {

    private static final byte[] MAGIC = {'k', '8', 's', 0};
    private static final List<String> RESOURCE = List.of("", "namespace", "verb", "group", "version", "resource", "subresource", "name");
    private static final List<String> PATH = List.of("", "path", "verb");
    private static final int BYTES = 2;

    private ReviewBody() {
    }

    /** @throws ApiException where it is neither */
    static Tree spec(byte[] body) {
        if (body.length > MAGIC.length && Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            byte[] spec = field(field(Arrays.copyOfRange(body, MAGIC.length, body.length), 2), 2);
            Tree tree = Tree.object(0);
            texts(tree, "resourceAttributes", field(spec, 1), RESOURCE);
            texts(tree, "nonResourceAttributes", field(spec, 2), PATH);
            return tree;
        }
        if (body.length == 0 || body[0] != '{') {
            throw ApiException.unsupportedBody();
        }
        return Json.tree(body).at("spec");
    }

    private static void texts(Tree into, String name, byte[] message, List<String> fields) {
        if (message.length == 0) {
            return;
        }
        Tree texts = Tree.object(0);
        for (int i = 1; i < fields.size(); i++) {
            texts.fields().put(fields.get(i), Tree.scalar(new String(field(message, i), StandardCharsets.UTF_8), 0));
        }
        into.fields().put(name, texts);
    }

    /** The bytes of a field of a message, empty where it has none. */
    private static byte[] field(byte[] message, int number) {
        for (int at = 0; at < message.length;) {
            int tag = message[at++] & 0xff;
            int length = 0;
            int shift = 0;
            boolean more = true;
            while (more && at < message.length && shift < 28) {
                length |= (message[at] & 0x7f) << shift;
                shift += 7;
                more = message[at++] < 0;
            }
            if ((tag & 7) != BYTES) {
                // a number, and that was it
                continue;
            }
            if (length > message.length - at) {
                throw ApiException.badRequest("a cut off body");
            }
            if (tag >> 3 == number) {
                return Arrays.copyOfRange(message, at, at + length);
            }
            at += length;
        }
        return new byte[0];
    }
}
