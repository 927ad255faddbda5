package io.keyfold.session.usage.totals;

import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds the key of a total from its series and bucket. The key of a series must never change, since consumers keep the
 * latest value of each key. Series without a user therefore have the key that they had before there were users.
 */
public final class SeriesKey {

  private SeriesKey() {}

  /** {@return the key of the total that the operation belongs to} */
  public static String of(UsageRecorded operation) {
    String key = key(
      operation.getTenantId(),
      operation.getProviderDeploymentId(),
      operation.getAuthConfigId(),
      text(operation.getCredentialVersion()),
      operation.getSessionId(),
      operation.getSessionProviderId(),
      operation.getTool(),
      operation.getMeter(),
      operation.getPayer().name(),
      operation.getUnit(),
      Buckets.floor(operation.getOccurredAt()).toString()
    );
    return withUser(key, operation.getUser());
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
