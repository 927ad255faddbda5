package io.keyfold.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Detects duplicates on the log: event ids, versions of an object, and effects of one Idempotency-Key. */
final class LogCheck {

  private final Set<String> events = new HashSet<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * The fields of an event that this check needs.
   *
   * @param type name of its schema
   * @param version the object's version; 0 where the event changes none
   * @param idempotencyKey empty if there was none
   */
  record LoggedEvent(
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

  /** Checks the next event of the log. */
  void next(LoggedEvent event) {
    if (!events.add(event.eventId())) {
      problem("event " + event.eventId() + " was written twice");
    }
    if (!event.hasEffect()) {
      return;
    }
    if (event.version() > 0) {
      String objectVersion = event.tenant() + " " + event.objectId() + " " + event.version();
      String other = versions.put(objectVersion, event.eventId());
      if (other != null) {
        problem(objectVersion + " was written by " + other + " and " + event.eventId());
      }
    }
    if (!event.idempotencyKey().isEmpty()) {
      String other = keys.put(event.tenant() + " " + event.idempotencyKey(), event.commandId());
      if (other != null && !other.equals(event.commandId())) {
        problem("one Idempotency-Key took effect for commands " + other + " and " + event.commandId());
      }
    }
  }

  /** {@return the problems found so far} */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void problem(String text) {
    problems.add(new Problem(Problem.Kind.LOG, text));
  }
}
