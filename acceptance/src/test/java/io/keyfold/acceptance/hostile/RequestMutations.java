package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Spoils what is around parameters and fields: the method, the key, the types of content and the whole body. */
final class RequestMutations {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String AUTHORIZATION = "Authorization";
  private static final List<String> METHODS = List.of("PUT", "TRACE", "PROPFIND", "GET", "POST", "PATCH", "DELETE");
  private static final List<String> TYPES = List.of(
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/json; charset=utf-16",
    "application/json; charset=none",
    "application/json, text/plain",
    "application/*",
    "json",
    "///",
    ""
  );
  private static final List<String> ACCEPTED = List.of(
    "image/png",
    "zz",
    "*/*;q=x",
    "application/json;q=0",
    "text/html",
    ","
  );
  private static final List<String> KEYS = List.of(
    "Bearer",
    "Bearer  ",
    "Basic a2V5OnNlY3JldA==",
    "Bearer kf_sk_",
    "Bearer kf_sk_\u00ff",
    "Bearer a b c",
    "bearer,bearer",
    "Bearer " + "k".repeat(3000)
  );
  private static final List<String> BODIES = List.of(
    "",
    " ",
    "null",
    "[]",
    "\"text\"",
    "7",
    "{}{}",
    "{\"a\":",
    "{\"a\" 1}",
    "{'a':1}",
    "// comment\n{}",
    "\ufeff{}",
    "NaN",
    " ".repeat(100_000) + "{}",
    "[".repeat(100_000),
    "{\"a\":".repeat(100_000)
  );

  private RequestMutations() {}

  /** @param weakKey a key without the operation's scope */
  static List<Mutation> of(Operation operation, Set<String> methodsOfPath, String weakKey) {
    List<Mutation> all = new ArrayList<>();
    for (String method : METHODS) {
      if (!methodsOfPath.contains(method)) {
        all.add(new Mutation("method " + method, Kind.METHOD, (request, random) -> request.withMethod(method)));
      }
    }
    ACCEPTED.forEach(type -> all.add(header("accept " + type, Kind.ACCEPT, "Accept", type)));
    all.add(new Mutation("key none", Kind.KEY, (request, random) -> request.withoutHeader(AUTHORIZATION)));
    all.add(header("key without the scope", Kind.KEY, AUTHORIZATION, "Bearer " + weakKey));
    KEYS.forEach(key -> all.add(header("key malformed", Kind.KEY, AUTHORIZATION, key)));
    if (operation.bodySchema().isMissingNode()) {
      all.add(new Mutation("body", Kind.BODY, (request, random) -> bytes(request, Choice.of(BODIES, random))));
    } else {
      all.addAll(ofBody());
    }
    return all;
  }

  private static List<Mutation> ofBody() {
    List<Mutation> all = new ArrayList<>();
    TYPES.forEach(type -> all.add(header("content-type " + type, Kind.CONTENT_TYPE, CONTENT_TYPE, type)));
    all.add(
      new Mutation("content-type none", Kind.CONTENT_TYPE, (request, random) -> request.withoutHeader(CONTENT_TYPE))
    );
    all.add(header("content-encoding", Kind.CONTENT_TYPE, "Content-Encoding", "gzip"));
    all.add(new Mutation("body none", Kind.BODY, (request, random) -> request.withBody(null)));
    BODIES.forEach(text -> all.add(new Mutation("body whole", Kind.BODY, (request, random) -> bytes(request, text))));
    all.add(new Mutation("body truncated", Kind.BODY, RequestMutations::truncated));
    all.add(new Mutation("body not UTF-8", Kind.BODY, RequestMutations::notUtf8));
    all.add(
      new Mutation("body in UTF-16", Kind.BODY, (request, random) ->
        request.withBody(request.bodyText().getBytes(StandardCharsets.UTF_16))
      )
    );
    return all;
  }

  private static Mutation header(String place, Kind kind, String name, String value) {
    return new Mutation(place, kind, (request, random) -> request.withoutHeader(name).withHeader(name, value));
  }

  private static Request bytes(Request request, String text) {
    return request.withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Request truncated(Request request, Random random) {
    String text = request.bodyText();
    return bytes(request, text.substring(0, random.nextInt(text.length())));
  }

  private static Request notUtf8(Request request, Random random) {
    String text = request.bodyText();
    int quote = text.indexOf('"', random.nextInt(text.length() / 2));
    int at = Math.max(quote, 0) + 1;
    String bad = Choice.of(List.of("\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e2\u0082"), random);
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return request.withBody((bytes.substring(0, at) + bad + bytes.substring(at)).getBytes(StandardCharsets.ISO_8859_1));
  }
}
