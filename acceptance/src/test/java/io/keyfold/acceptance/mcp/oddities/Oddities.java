package io.keyfold.acceptance.mcp.oddities;

import java.util.List;
import java.util.stream.Stream;

/** All oddities. */
final class Oddities {

  private Oddities() {}

  static List<Oddity> all() {
    return Stream.of(
      EventStreamOddities.all(),
      HttpOddities.all(),
      SessionOddities.all(),
      ErrorOddities.all(),
      ConversationOddities.all(),
      ListOddities.all(),
      ContentOddities.all(),
      RequestOddities.all()
    )
      .flatMap(List::stream)
      .toList();
  }
}
