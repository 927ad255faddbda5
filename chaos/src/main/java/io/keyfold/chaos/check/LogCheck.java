package io.keyfold.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The log itself tells each thing once: no event twice, no version of an object twice, no Idempotency-Key with two effects. */
final class LogCheck {

  private final Set<String> events = new HashSet<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * An event, as far as it matters here.
   *
   * @param type its schema's name
   * @param version the object's version; 0 where the event changes none
   * @param idempotencyKey empty if there was none
   */
  record Told(
    String type,
    String eventId,
    String tenant,
    String objectId,
    long version,
    String commandId,
    String idempotencyKey
  ) {
    boolean hasEffect() {
      return !type.equals("CommandRejected") && !type.equals("CommandRepeated");
    }
  }

  /** Takes the next event of the log. */
  void next(Told event) {
    if (!events.add(event.eventId())) {
      problem("event " + event.eventId() + " is there twice");
    }
    if (!event.hasEffect()) {
      return;
    }
    if (event.version() > 0) {
      String place = event.tenant() + " " + event.objectId() + " " + event.version();
      String other = versions.put(place, event.eventId());
      if (other != null) {
        problem(place + " was reached by " + other + " and " + event.eventId());
      }
    }
    if (!event.idempotencyKey().isEmpty()) {
      String other = keys.put(event.tenant() + " " + event.idempotencyKey(), event.commandId());
      if (other != null && !other.equals(event.commandId())) {
        problem("one Idempotency-Key had the effect of commands " + other + " and " + event.commandId());
      }
    }
  }

  /** {@return what is wrong so far} */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void problem(String text) {
    problems.add(new Problem(Problem.Kind.LOG, text));
  }
}
