package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The views of all instances of a service hold the same where they are equally far. */
public final class ViewsCheck {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Api api;
  private final List<Instance> instances;

  /** Asks the instances' management ports. */
  public ViewsCheck(HttpClient http, List<Instance> instances) {
    this.api = new Api(http, "", "none");
    this.instances = List.copyOf(instances);
  }

  /**
   * A view of an instance.
   *
   * @param digest of what it holds
   * @param positions how far it is
   * @param settled whether the digest is of these positions
   */
  public record Seen(String digest, Map<String, Long> positions, boolean settled) {}

  List<Problem> problems() throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Map<String, List<Instance>> services = new LinkedHashMap<>();
    instances.forEach(each -> services.computeIfAbsent(each.service(), any -> new ArrayList<>()).add(each));
    for (Map.Entry<String, List<Instance>> service : services.entrySet()) {
      problems.addAll(equal(service.getKey(), service.getValue()));
    }
    return problems;
  }

  private List<Problem> equal(String service, List<Instance> of) throws InterruptedException {
    long deadline = System.nanoTime() + BOUND.toNanos();
    Map<String, String> open = new HashMap<>();
    do {
      Map<String, String> now = compare(atOnce(of));
      // A view that was equal once, at one position, is: some topics never stand still.
      if (open.isEmpty()) {
        open.putAll(now);
      } else {
        open.keySet().retainAll(now.keySet());
        open.replaceAll((view, before) -> now.get(view));
      }
      if (open.isEmpty()) {
        return List.of();
      }
      TimeUnit.MILLISECONDS.sleep(250);
    } while (System.nanoTime() < deadline);
    return open
      .entrySet()
      .stream()
      .map(each -> new Problem(Problem.Kind.VIEWS, service + " " + each.getKey() + ": " + each.getValue()))
      .toList();
  }

  /** All instances at the same time: some topics get a record each second. */
  private Map<String, Map<String, Seen>> atOnce(List<Instance> of) throws InterruptedException {
    Map<String, Map<String, Seen>> seen = new ConcurrentSkipListMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> asked = new ArrayList<>();
      for (Instance instance : of) {
        asked.add(threads.submit(() -> seen.put(instance.component(), views(instance))));
      }
      for (Future<?> each : asked) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return seen;
  }

  /** {@return per view that is not certainly equal what is between its instances} */
  static Map<String, String> compare(Map<String, Map<String, Seen>> byInstance) {
    Map<String, String> open = new TreeMap<>();
    Map<String, Map<String, Seen>> byView = new TreeMap<>();
    byInstance.forEach((instance, views) ->
      views.forEach((view, seen) -> byView.computeIfAbsent(view, any -> new TreeMap<>()).put(instance, seen))
    );
    byView.forEach((view, seen) -> {
      boolean same = seen.values().stream().distinct().count() == 1 && seen.values().stream().allMatch(Seen::settled);
      if (seen.size() < byInstance.size()) {
        open.put(view, "not at every instance");
      } else if (!same) {
        boolean level = seen.values().stream().map(Seen::positions).distinct().count() == 1;
        open.put(view, (level ? "different at one position " : "not equally far ") + seen);
      }
    });
    return open;
  }

  /** {@return the views of an instance; none if it does not say} */
  public Map<String, Seen> views(Instance instance) throws InterruptedException {
    Reply reply = api.at(instance.actuator()).get("/viewdigests");
    Map<String, Seen> views = new TreeMap<>();
    for (Map.Entry<String, JsonNode> view : reply.body().properties()) {
      Map<String, Long> positions = new TreeMap<>();
      view
        .getValue()
        .path("positions")
        .properties()
        .forEach(each -> positions.put(each.getKey(), each.getValue().asLong()));
      String digest = view.getValue().path("digest").asString("");
      views.put(view.getKey(), new Seen(digest, positions, view.getValue().path("settled").asBoolean(false)));
    }
    return reply.ok() ? views : Map.of();
  }
}
