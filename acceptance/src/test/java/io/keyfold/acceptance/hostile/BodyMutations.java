package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils each field of a body, and its objects. */
final class BodyMutations {

  private static final List<Kind> VALUES = List.of(
    Kind.WRONG_TYPE,
    Kind.NULL,
    Kind.EMPTY,
    Kind.TOO_LONG,
    Kind.CONTROL_CHARACTER,
    Kind.INVISIBLE_CHARACTER,
    Kind.HALF_A_SURROGATE,
    Kind.MISLEADING_TEXT,
    Kind.HUGE_NUMBER,
    Kind.DEEP
  );
  private static final List<String> NAMES = List.of(
    "\"no_such_field\"",
    "\"\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"__proto__\"",
    "\"" + "n".repeat(100_000) + "\"",
    "no_quotes"
  );

  private BodyMutations() {}

  static List<Mutation> of(Operation operation, List<String> idsOfAnother) {
    List<Mutation> all = new ArrayList<>();
    if (operation.bodySchema().isMissingNode()) {
      return all;
    }
    List<Field> fields = Field.of(operation);
    fields
      .stream()
      .filter(Field::isMember)
      .map(Field::object)
      .distinct()
      .forEach(object -> all.add(unknownName(object)));
    for (Field field : fields) {
      String place = "body " + field;
      for (Kind kind : VALUES) {
        all.add(new Mutation(place, kind, (request, random) -> replaced(request, field, kind, random)));
      }
      all.add(
        new Mutation(place, Kind.LEFT_OUT, (request, random) ->
          request.withBody(Body.of(request).without(field.path()))
        )
      );
      if (field.isMember()) {
        all.add(new Mutation(place, Kind.TWICE, (request, random) -> twice(request, field, random)));
      }
      if (field.isId()) {
        all.add(
          new Mutation(place, Kind.ANOTHER_TENANTS_ID, (request, random) ->
            request.withBody(Body.of(request).with(field.path(), "\"" + Choice.of(idsOfAnother, random) + "\""))
          )
        );
      }
    }
    return all;
  }

  private static Mutation unknownName(List<Object> object) {
    return new Mutation("body " + object, Kind.UNKNOWN_NAME, (request, random) ->
      request.withBody(Body.of(request).withMember(object, Choice.of(NAMES, random)))
    );
  }

  private static Request replaced(Request request, Field field, Kind kind, Random random) {
    return Literals.of(kind, field.schema(), random)
      .map(literal -> request.withBody(Body.of(request).with(field.path(), literal)))
      .orElse(request);
  }

  private static Request twice(Request request, Field field, Random random) {
    String other = random.nextBoolean() ? "\"other\"" : "null";
    return request.withBody(Body.of(request).twice(field.path(), other));
  }
}
