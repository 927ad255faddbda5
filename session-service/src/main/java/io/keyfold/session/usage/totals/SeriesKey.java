package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the key of a total from its series and bucket. The key of a series must never change, since consumers keep the
 * latest value of each key. Series without a user therefore have the key that they had before there were users, and the
 * two parts that once held a session are empty.
 */
public final class SeriesKey {

  /** Parts of the key of a series with a user. */
  private static final int PARTS_WITH_USER = 12;

  private SeriesKey() {}

  /** {@return the key of the total that the operation belongs to} */
  public static String of(UsageRecorded operation) {
    String key = key(
      operation.getTenantId(),
      operation.getProviderDeploymentId(),
      operation.getAuthConfigId(),
      text(operation.getCredentialVersion()),
      null,
      null,
      operation.getTool(),
      operation.getMeter(),
      operation.getPayer().name(),
      operation.getUnit(),
      Buckets.floor(operation.getOccurredAt()).toString()
    );
    return withUser(key, operation.getUser());
  }

  /**
   * {@return a key for operations of the series after its total was forgotten} No series and no other record has it.
   *
   * @param first position of the first record that counts under it
   */
  static String late(String series, Source first) {
    // Always with a part for the user, so that it has more parts than the key of any series.
    String withUser = parts(series) < PARTS_WITH_USER ? series + "|" : series;
    return withUser + "|late-" + first.partition() + "-" + first.offset();
  }

  /** {@return the key of the series, if this is a key for late operations} */
  static Optional<String> seriesOfLate(String key) {
    if (parts(key) <= PARTS_WITH_USER) {
      return Optional.empty();
    }
    String withUser = key.substring(0, key.lastIndexOf('|'));
    return Optional.of(withUser.endsWith("|") ? withUser.substring(0, withUser.length() - 1) : withUser);
  }

  // Within a part, the separator is escaped.
  private static long parts(String key) {
    return (
      key
        .chars()
        .filter(c -> c == '|')
        .count() + 1
    );
  }

  /** {@return the deployment in a total's key} */
  static String deployment(String key) {
    // Ids contain no characters that need escaping.
    return key.split("\\|", 3)[1];
  }

  // A further part, so that it cannot be taken for one of the others.
  private static String withUser(String key, @Nullable String user) {
    return user == null ? key : key + "|" + escape(user);
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : number.toString();
  }

  private static String key(@Nullable String... parts) {
    List<@Nullable String> list = Arrays.asList(parts);
    return list.stream().map(SeriesKey::escape).collect(Collectors.joining("|"));
  }

  // Null becomes the empty text and the empty text becomes a single %, so that no two series share a key.
  private static String escape(@Nullable String part) {
    if (part == null) {
      return "";
    }
    return part.isEmpty() ? "%" : part.replace("%", "%25").replace("|", "%7C").replace("\0", "%00");
  }
}
