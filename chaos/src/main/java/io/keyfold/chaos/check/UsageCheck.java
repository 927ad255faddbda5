package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.UsageBook;
import io.keyfold.chaos.load.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Totals are what callers counted, at every instance, as soon as they say that they are complete. */
final class UsageCheck {

  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Wider than any fault shifts a clock: an act is counted at the time of the instance that served it. */
  private static final Duration AROUND = Duration.ofHours(3);

  private final List<Tenant> tenants;
  private final List<Instance> instances;

  UsageCheck(List<Tenant> tenants, List<Instance> instances) {
    this.tenants = tenants;
    this.instances = instances
      .stream()
      .filter(instance -> instance.service().equals("session-service"))
      .toList();
  }

  /**
   * {@return what is wrong}
   *
   * @param until when the load had ended
   * @param ran how often the tools ran each act, which they know for themselves
   */
  List<Problem> problems(UsageBook book, Instant until, Map<String, Integer> ran) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (Instance instance : instances) {
      Map<String, Long> totals = new HashMap<>();
      for (Tenant tenant : tenants) {
        Map<String, Long> own = complete(tenant, instance, until, book.bounds());
        if (own == null) {
          problems.add(problem(instance, "does not become complete for " + tenant.name()));
        } else {
          totals.putAll(own);
        }
      }
      compare(book.bounds(), totals).forEach(text -> problems.add(problem(instance, text)));
      executed(tenants, totals, ran).forEach(text -> problems.add(problem(instance, text)));
    }
    ran.forEach((act, times) -> {
      if (times > 1) {
        problems.add(new Problem(Problem.Kind.TWICE, "the tool ran " + times + " times for one call: " + act));
      }
    });
    return problems;
  }

  static List<String> compare(Map<String, UsageBook.Bounds> expected, Map<String, Long> totals) {
    List<String> wrong = new ArrayList<>();
    expected.forEach((account, bounds) -> {
      long total = totals.getOrDefault(account, 0L);
      if (!bounds.admit(total)) {
        wrong.add(account + " is " + total + ", callers counted " + bounds.least() + " to " + bounds.most());
      }
    });
    return wrong;
  }

  /** A tool never runs uncounted. */
  private static List<String> executed(List<Tenant> tenants, Map<String, Long> totals, Map<String, Integer> ran) {
    List<String> wrong = new ArrayList<>();
    for (Tenant tenant : tenants) {
      long times = ran
        .keySet()
        .stream()
        .filter(act -> act.startsWith(tenant.deployment() + "."))
        .count();
      long counted = totals.getOrDefault("tool_calls/" + tenant.deployment(), 0L);
      if (times > counted) {
        wrong.add("the tool ran " + times + " times for " + tenant.deployment() + ", and " + counted + " are counted");
      }
    }
    return wrong;
  }

  private static @Nullable Map<String, Long> complete(
    Tenant tenant,
    Instance instance,
    Instant until,
    Map<String, UsageBook.Bounds> expected
  ) throws InterruptedException {
    long deadline = System.nanoTime() + BOUND.toNanos();
    Map<String, Long> last = null;
    while (System.nanoTime() < deadline) {
      Reply reply = tenant.api().at(instance.url()).get(question(until));
      String complete = reply.body().path("complete_until").asString("");
      if (reply.ok() && !complete.isEmpty() && !Instant.parse(complete).isBefore(until)) {
        last = totals(reply.body());
        if (covers(Instant.parse(complete), reply.body()) || compare(of(tenant, expected), last).isEmpty()) {
          return last;
        }
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return last;
  }

  /** An instance whose clock was ahead counts at times that nobody has said to be complete yet: these come when they come. */
  private static boolean covers(Instant complete, JsonNode answer) {
    for (JsonNode item : answer.path("items")) {
      if (Instant.parse(item.path("bucket_start").asString("")).isAfter(complete)) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, UsageBook.Bounds> of(Tenant tenant, Map<String, UsageBook.Bounds> expected) {
    Map<String, UsageBook.Bounds> own = new HashMap<>(expected);
    own.keySet().removeIf(account -> !account.endsWith("/" + tenant.deployment()));
    return own;
  }

  private static String question(Instant until) {
    return "/usage?group_by=deployment&from=%s&to=%s".formatted(until.minus(AROUND), until.plus(AROUND));
  }

  private static Map<String, Long> totals(JsonNode answer) {
    Map<String, Long> totals = new HashMap<>();
    for (JsonNode item : answer.path("items")) {
      String account = item.path("meter").asString("") + "/" + item.path("provider_deployment_id").asString("");
      totals.merge(account, item.path("count").asLong(0), Long::sum);
    }
    return totals;
  }

  private static Problem problem(Instance instance, String text) {
    return new Problem(Problem.Kind.USAGE, "at " + instance.component() + ": " + text);
  }
}
