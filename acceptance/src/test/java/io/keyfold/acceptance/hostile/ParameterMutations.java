package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Spoils each parameter of a path, query or header. */
final class ParameterMutations {

  private static final List<String> NOT_UTF_8 = List.of("%FF", "%C0%80", "%ED%A0%80", "a%80", "%F5%80%80%80");
  private static final List<String> NUMBERS = List.of("1e999", "-1", "0", "2147483648", "9".repeat(100), "1.5", "NaN");
  private static final List<String> TYPES = List.of("true", "7", "text", "[]", "{}", "a,b,,c", "[\"a\"]");
  private static final List<Kind> TEXTS = List.of(
    Kind.WRONG_TYPE,
    Kind.NULL,
    Kind.EMPTY,
    Kind.TOO_LONG,
    Kind.CONTROL_CHARACTER,
    Kind.INVISIBLE_CHARACTER,
    Kind.HALF_A_SURROGATE,
    Kind.MISLEADING_TEXT,
    Kind.HUGE_NUMBER
  );
  /** Longer than any parameter may be, and short enough for a line of a request. */
  private static final int LONG = 1000;

  private ParameterMutations() {}

  static List<Mutation> of(Operation operation, List<String> idsOfAnother) {
    List<Mutation> all = new ArrayList<>();
    if (operation.path().contains("{id}")) {
      for (Kind kind : TEXTS) {
        all.add(new Mutation("path id", kind, (request, random) -> path(request, operation, text(kind, random))));
      }
      all.add(
        new Mutation("path id", Kind.ANOTHER_TENANTS_ID, (request, random) ->
          path(request, operation, Choice.of(idsOfAnother, random))
        )
      );
    }
    List<JsonNode> queries = operation.parameters("query");
    queries.forEach(parameter -> all.addAll(query(parameter.path("name").asString(""), idsOfAnother)));
    all.add(
      new Mutation("query", Kind.UNKNOWN_NAME, (request, random) ->
        request.withQuery(text(Kind.MISLEADING_TEXT, random) + "=" + text(Kind.MISLEADING_TEXT, random))
      )
    );
    for (JsonNode parameter : operation.parameters("header")) {
      all.addAll(header(parameter.path("name").asString("")));
    }
    return all;
  }

  private static List<Mutation> query(String name, List<String> idsOfAnother) {
    String encoded = encoded(name);
    List<Mutation> all = new ArrayList<>();
    for (Kind kind : TEXTS) {
      all.add(
        new Mutation("query " + name, kind, (request, random) -> request.withQuery(encoded + "=" + text(kind, random)))
      );
    }
    all.add(
      new Mutation("query " + name, Kind.TWICE, (request, random) ->
        request
          .withQuery(encoded + "=" + text(Kind.WRONG_TYPE, random))
          .withQuery(encoded + "=" + text(Kind.WRONG_TYPE, random))
      )
    );
    if (name.endsWith("id") || List.of("after", "before", "cursor", "search").contains(name)) {
      all.add(
        new Mutation("query " + name, Kind.ANOTHER_TENANTS_ID, (request, random) ->
          request.withQuery(encoded + "=" + Choice.of(idsOfAnother, random))
        )
      );
    }
    return all;
  }

  private static List<Mutation> header(String name) {
    List<Mutation> all = new ArrayList<>();
    for (Kind kind : TEXTS) {
      all.add(
        new Mutation("header " + name, kind, (request, random) -> request.withHeader(name, headerText(kind, random)))
      );
    }
    all.add(
      new Mutation("header " + name, Kind.TWICE, (request, random) ->
        request
          .withHeader(name, headerText(Kind.WRONG_TYPE, random))
          .withHeader(name, headerText(Kind.WRONG_TYPE, random))
      )
    );
    return all;
  }

  private static Request path(Request request, Operation operation, String id) {
    return request.withPath(operation.path().replace("{id}", id).replaceAll("\\{[^}]+}", "1"));
  }

  private static String text(Kind kind, Random random) {
    return switch (kind) {
      case WRONG_TYPE -> encoded(Choice.of(TYPES, random));
      case NULL -> random.nextBoolean() ? "null" : "%00";
      case TOO_LONG -> "a".repeat(random.nextBoolean() ? 129 : LONG);
      case HALF_A_SURROGATE -> Choice.of(NOT_UTF_8, random);
      case HUGE_NUMBER -> Choice.of(NUMBERS, random);
      default -> encoded(Texts.of(kind, random));
    };
  }

  /** The client that sends does not let control characters into a header; it sends other bytes as they are. */
  private static String headerText(Kind kind, Random random) {
    return switch (kind) {
      case WRONG_TYPE -> Choice.of(TYPES, random);
      case NULL -> "null";
      case TOO_LONG -> "a".repeat(random.nextBoolean() ? 256 : 2 * LONG);
      case CONTROL_CHARACTER -> "a\tb";
      case INVISIBLE_CHARACTER, HALF_A_SURROGATE -> "\u00ff\u00fe\u00a0";
      case HUGE_NUMBER -> Choice.of(NUMBERS, random);
      case EMPTY -> random.nextBoolean() ? "" : ",,,";
      default -> Texts.of(Kind.MISLEADING_TEXT, random);
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
