package io.keyfold.benchmarks.ledger;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.usage.Meter;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.usage.Payer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tool calls over 13 months, in the order of time, with ids like those of the services. Four of five are of the measured
 * tenant, the others of 20 tenants. For one thread.
 */
final class SyntheticCalls {

  /** The time that the calls cover. */
  static final Duration SPAN = Duration.ofDays(396);

  private static final int SHARE = 5;
  private static final int OTHERS = 20;
  private static final int DEPLOYMENTS = 500;
  private static final int OTHER_DEPLOYMENTS = 20;

  private final Random random = new Random(1);
  private final Instant begin;
  private final long total;
  private final SyntheticTenant measured;
  private final List<SyntheticTenant> others = new ArrayList<>();
  private long made;
  private String middle = "";

  /**
   * Creates the tenants and their deployments.
   *
   * @param tenant the measured tenant
   * @param calls number of its calls
   * @param end when the last call has begun
   */
  SyntheticCalls(TenantId tenant, long calls, Instant end) {
    this.begin = end.minus(SPAN).truncatedTo(ChronoUnit.MICROS);
    this.total = (calls * SHARE) / (SHARE - 1);
    this.measured = new SyntheticTenant(tenant, DEPLOYMENTS, begin, random);
    for (int i = 0; i < OTHERS; i++) {
      others.add(new SyntheticTenant(new TenantId(Ids.fresh("tnt_", begin)), OTHER_DEPLOYMENTS, begin, random));
    }
  }

  /** {@return a session from the middle of the time} */
  String session() {
    return middle;
  }

  /** {@return a deployment of the measured tenant that is used much} */
  String deployment() {
    return measured.deployment();
  }

  boolean hasNext() {
    return made < total;
  }

  /** {@return the next call} */
  MeteredOperation next() {
    SyntheticTenant tenant = made % SHARE == SHARE - 1 ? others.get(random.nextInt(OTHERS)) : measured;
    Instant at = begin.plus((long) (((double) made / total) * SPAN.toSeconds() * 1e6), ChronoUnit.MICROS);
    made++;
    SyntheticTenant.Session session = tenant.session(at);
    if (tenant == measured && made <= total / 2) {
      middle = session.id();
    }
    List<Map.Entry<SyntheticTenant.Deployment, String>> deployments = List.copyOf(session.deployments().entrySet());
    Map.Entry<SyntheticTenant.Deployment, String> used = deployments.get(random.nextInt(deployments.size()));
    SyntheticTenant.Deployment deployment = used.getKey();
    return new MeteredOperation(
      Ids.fresh("tcl_", at),
      Meter.TOOL_CALLS,
      at,
      new Actor(ActorType.API_KEY, tenant.key()),
      Ids.fresh("req_", at),
      tenant.id(),
      deployment.provider(),
      deployment.id(),
      deployment.authConfig(),
      1L,
      session.id(),
      used.getValue(),
      tenant.tool(deployment),
      Payer.CUSTOMER,
      "bound_to_deployment",
      session.user(),
      null
    );
  }
}
