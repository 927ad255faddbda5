package io.keyfold.platform.log.orphanedtx;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps transactional ids to group members. Kafka Streams derives both a transactional id and a consumer's client id
 * from application id, process id and thread number.
 *
 * @param application the application id, which is also the group id
 */
record TransactionalIds(String application) {
  private static final String PROCESS = "-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** {@return the application's transactional ids whose thread is not a member of the group} */
  List<String> orphaned(Collection<String> transactionalIds, Collection<String> memberClientIds) {
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
