package io.keyfold.platform.log.takeover;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose transactions are whose. Kafka Streams names a transactional id after its application, the process and a number of the
 * thread, and the clients of its consumers after the same process.
 *
 * @param application the application's id, which is its group's, too
 */
record Ownership(String application) {
  private static final String PROCESS = "-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** {@return the ids of the application's transactions whose process has no member in the group} */
  List<String> abandoned(Collection<String> transactionalIds, Collection<String> memberClientIds) {
    Pattern own = Pattern.compile("(" + Pattern.quote(application) + PROCESS + ")-\\d+");
    return transactionalIds
      .stream()
      .filter(id -> {
        Matcher parts = own.matcher(id);
        return parts.matches() && memberClientIds.stream().noneMatch(client -> client.startsWith(parts.group(1) + "-"));
      })
      .toList();
  }
}
