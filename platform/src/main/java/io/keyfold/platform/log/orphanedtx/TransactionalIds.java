package io.keyfold.platform.log.orphanedtx;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose transactions are whose. Kafka Streams names a transactional id after its application, the process and the number of
 * the thread, and the thread's consumer, which is the group's member, after the same three.
 *
 * @param application the application's id, which is its group's, too
 */
record TransactionalIds(String application) {
  private static final String PROCESS = "-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** {@return the ids of the application's transactions whose thread is no member of the group} */
  List<String> abandoned(Collection<String> transactionalIds, Collection<String> memberClientIds) {
    Pattern own = Pattern.compile("(" + Pattern.quote(application) + PROCESS + ")-(\\d+)");
    return transactionalIds
      .stream()
      .filter(id -> {
        Matcher parts = own.matcher(id);
        return parts.matches() && !isMember(parts.group(1) + "-StreamThread-" + parts.group(2) + "-", memberClientIds);
      })
      .toList();
  }

  private static boolean isMember(String prefix, Collection<String> clientIds) {
    return clientIds.stream().anyMatch(client -> client.startsWith(prefix));
  }
}
