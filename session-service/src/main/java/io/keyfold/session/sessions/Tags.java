package io.keyfold.session.sessions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Computes the five digits at the end of a tool's name in a session, which distinguish two deployments of one provider.
 */
final class Tags {

  private static final int RANGE = 100_000;

  private Tags() {}

  /** {@return five digits, always the same for one session provider} */
  static String of(String sessionProviderId) {
    return digits(Math.floorMod(sessionProviderId.hashCode(), RANGE));
  }

  /** {@return the providers, with the next free tag where a tag is taken} */
  static List<io.keyfold.schema.SessionProvider> unique(
    List<String> taken,
    List<io.keyfold.schema.SessionProvider> providers
  ) {
    Set<String> used = new HashSet<>(taken);
    List<io.keyfold.schema.SessionProvider> unique = new ArrayList<>();
    for (io.keyfold.schema.SessionProvider provider : providers) {
      String tag = provider.getTag();
      while (!used.add(tag)) {
        tag = digits((Integer.parseInt(tag) + 1) % RANGE);
      }
      unique.add(io.keyfold.schema.SessionProvider.newBuilder(provider).setTag(tag).build());
    }
    return unique;
  }

  private static String digits(int number) {
    return String.format(Locale.ROOT, "%05d", number);
  }
}
