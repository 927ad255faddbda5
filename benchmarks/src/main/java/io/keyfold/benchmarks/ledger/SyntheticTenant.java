package io.keyfold.benchmarks.ledger;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tenant with deployments, API keys, users, and sessions that come and go. For one thread. */
final class SyntheticTenant {

  private static final int KEYS = 5;
  private static final int PROVIDERS = 20;
  private static final int TOOLS = 15;
  private static final int OPEN_SESSIONS = 50;
  private static final int DEPLOYMENTS_OF_SESSION = 3;
  private static final int CALLS_OF_SESSION = 40;
  private static final int USERS = 5_000;
  private static final int PERCENT = 100;
  private static final int USER_PERCENT = 60;

  private final TenantId id;
  private final Random random;
  private final List<String> keys;
  private final List<Deployment> deployments;
  private final List<Session> sessions = new ArrayList<>();

  /** A deployment and its auth config. */
  record Deployment(String id, String provider, String authConfig) {}

  /**
   * A session.
   *
   * @param deployments its deployments, with the ids of the session's providers
   * @param user its user; null: none
   */
  record Session(String id, Map<Deployment, String> deployments, @Nullable String user) {}

  SyntheticTenant(TenantId id, int deployments, Instant begin, Random random) {
    this.id = id;
    this.random = random;
    this.keys = Stream.generate(() -> Ids.fresh("apk_", begin))
      .limit(KEYS)
      .toList();
    this.deployments = IntStream.range(0, deployments)
      .mapToObj(number ->
        new Deployment(Ids.fresh("pdp_", begin), "prv_provider" + (number % PROVIDERS), Ids.fresh("pac_", begin))
      )
      .toList();
  }

  TenantId id() {
    return id;
  }

  /** {@return the deployment that is used most} */
  String deployment() {
    return deployments.getFirst().id();
  }

  /** {@return the API key of a call} */
  String key() {
    return keys.get(random.nextInt(keys.size()));
  }

  /** {@return the tool of a call} */
  String tool(Deployment deployment) {
    return deployment.provider().substring("prv_".length()) + "_tool_" + random.nextInt(TOOLS);
  }

  /** {@return the session of a call at a time, which may be a new one} */
  Session session(Instant at) {
    if (sessions.size() < OPEN_SESSIONS) {
      sessions.add(begun(at));
    }
    int number = random.nextInt(sessions.size());
    if (random.nextInt(CALLS_OF_SESSION) == 0) {
      sessions.set(number, begun(at));
    }
    return sessions.get(number);
  }

  private Session begun(Instant at) {
    Map<Deployment, String> used = new LinkedHashMap<>();
    for (int i = 0; i < DEPLOYMENTS_OF_SESSION; i++) {
      // Some deployments are used much more than others.
      double skewed = random.nextDouble() * random.nextDouble();
      used.putIfAbsent(deployments.get((int) (skewed * deployments.size())), Ids.fresh("spr_", at));
    }
    String user = "user%05d@acme.example".formatted(random.nextInt(USERS));
    return new Session(Ids.fresh("ses_", at), used, random.nextInt(PERCENT) < USER_PERCENT ? user : null);
  }
}
