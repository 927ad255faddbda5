package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageTally;
import io.keyfold.chaos.load.Tenant;
import io.keyfold.chaos.poll.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Verifies that usage totals match what callers counted, at every instance, once the totals are reported complete. */
final class UsageCheck {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Wider than any clock shift: a call is counted at the clock time of the instance that served it. */
  private static final Duration CLOCK_MARGIN = Duration.ofHours(3);

  private final List<Tenant> tenants;
  private final List<Instance> instances;

  UsageCheck(List<Tenant> tenants, List<Instance> instances) {
    this.tenants = tenants;
    this.instances = instances
      .stream()
      .filter(instance -> instance.service().equals("ledger-service"))
      .toList();
  }

  /**
   * {@return the totals that are wrong}
   *
   * @param until when the load ended
   * @param toolRuns how often the tool server ran each call, counted by the server itself
   */
  List<Problem> problems(UsageTally tally, Instant until, Map<String, Integer> toolRuns) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (Instance instance : instances) {
      Map<String, Long> totals = new HashMap<>();
      for (Tenant tenant : tenants) {
        Map<String, Long> tenantTotals = complete(tenant, instance, until, tally.bounds());
        if (tenantTotals == null) {
          problems.add(problem(instance, "usage does not become complete for " + tenant.name()));
        } else {
          totals.putAll(tenantTotals);
        }
      }
      compare(tally.bounds(), totals).forEach(text -> problems.add(problem(instance, text)));
      uncounted(tenants, totals, toolRuns).forEach(text -> problems.add(problem(instance, text)));
    }
    toolRuns.forEach((callId, times) -> {
      if (times > 1) {
        problems.add(new Problem(Problem.Kind.DUPLICATE, "the tool ran " + times + " times for one call: " + callId));
      }
    });
    return problems;
  }

  static List<String> compare(Map<String, UsageTally.Bounds> expected, Map<String, Long> totals) {
    List<String> wrong = new ArrayList<>();
    expected.forEach((account, bounds) -> {
      long total = totals.getOrDefault(account, 0L);
      if (!bounds.contains(total)) {
        wrong.add(account + " is " + total + ", callers counted " + bounds.least() + " to " + bounds.most());
      }
    });
    return wrong;
  }

  /** {@return tenants for which fewer calls are counted than the tool ran} */
  private static List<String> uncounted(List<Tenant> tenants, Map<String, Long> totals, Map<String, Integer> toolRuns) {
    List<String> wrong = new ArrayList<>();
    for (Tenant tenant : tenants) {
      long times = toolRuns
        .keySet()
        .stream()
        .filter(callId -> callId.startsWith(tenant.deployment() + "."))
        .count();
      long counted = totals.getOrDefault("tool_calls/" + tenant.deployment(), 0L);
      if (times > counted) {
        wrong.add("the tool ran " + times + " times for " + tenant.deployment() + ", but " + counted + " are counted");
      }
    }
    return wrong;
  }

  private static @Nullable Map<String, Long> complete(
    Tenant tenant,
    Instance instance,
    Instant until,
    Map<String, UsageTally.Bounds> expected
  ) throws InterruptedException {
    AtomicReference<@Nullable Map<String, Long>> last = new AtomicReference<>();
    Poll.until(TIMEOUT, () -> {
      Reply reply = tenant.api().withBase(instance.url()).get(usagePath(until));
      String complete = reply.body().path("complete_until").asString("");
      if (!reply.ok() || complete.isEmpty() || Instant.parse(complete).isBefore(until)) {
        return Optional.of("incomplete");
      }
      Map<String, Long> totals = totals(reply.body());
      last.set(totals);
      boolean consistent =
        covers(Instant.parse(complete), reply.body()) || compare(of(tenant, expected), totals).isEmpty();
      return consistent ? Optional.empty() : Optional.of("totals differ");
    });
    return last.get();
  }

  /**
   * False while an instance whose clock was ahead has counted beyond the completeness watermark: those counts may still
   * be incomplete.
   */
  private static boolean covers(Instant complete, JsonNode response) {
    for (JsonNode item : response.path("items")) {
      if (Instant.parse(item.path("bucket_start").asString("")).isAfter(complete)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, UsageTally.Bounds> of(Tenant tenant, Map<String, UsageTally.Bounds> expected) {
    Map<String, UsageTally.Bounds> tenantTotals = new HashMap<>(expected);
    tenantTotals.keySet().removeIf(account -> !account.endsWith("/" + tenant.deployment()));
    return tenantTotals;
  }

  private static String usagePath(Instant until) {
    return "/usage?group_by=deployment&from=%s&to=%s".formatted(until.minus(CLOCK_MARGIN), until.plus(CLOCK_MARGIN));
  }

  private static Map<String, Long> totals(JsonNode response) {
    Map<String, Long> totals = new HashMap<>();
    for (JsonNode item : response.path("items")) {
      String account = item.path("meter").asString("") + "/" + item.path("provider_deployment_id").asString("");
      totals.merge(account, item.path("count").asLong(0), Long::sum);
    }
    return totals;
  }

  private static Problem problem(Instance instance, String text) {
    return new Problem(Problem.Kind.USAGE, "at " + instance.component() + ": " + text);
  }
}
