package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.poll.Poll;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Verifies that the views of all instances of a service have equal content at equal offsets. */
public final class ViewsCheck {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Api api;
  private final List<Instance> instances;

  /** Reads the digests from the instances' management ports. */
  public ViewsCheck(HttpClient http, List<Instance> instances) {
    this.api = new Api(http, "", "none");
    this.instances = List.copyOf(instances);
  }

  /**
   * The digest of one view at one instance.
   *
   * @param digest of the view's content
   * @param positions applied offset by partition
   * @param settled whether the digest was taken exactly at these positions
   */
  public record ViewDigest(String digest, Map<String, Long> positions, boolean settled) {}

  List<Problem> problems() throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    Map<String, List<Instance>> services = new LinkedHashMap<>();
    instances.forEach(entry -> services.computeIfAbsent(entry.service(), key -> new ArrayList<>()).add(entry));
    for (Map.Entry<String, List<Instance>> service : services.entrySet()) {
      problems.addAll(compareInstances(service.getKey(), service.getValue()));
    }
    return problems;
  }

  private List<Problem> compareInstances(String service, List<Instance> of) throws InterruptedException {
    Map<String, String> differing = new HashMap<>();
    Poll.until(TIMEOUT, () -> {
      Map<String, String> now = compare(readAll(of));
      // One match at one position is enough: some topics receive records all the time.
      if (differing.isEmpty()) {
        differing.putAll(now);
      } else {
        differing.keySet().retainAll(now.keySet());
        differing.replaceAll((view, before) -> now.get(view));
      }
      return differing.isEmpty() ? Optional.empty() : Optional.of(differing);
    });
    return differing
      .entrySet()
      .stream()
      .map(entry -> new Problem(Problem.Kind.VIEWS, service + " " + entry.getKey() + ": " + entry.getValue()))
      .toList();
  }

  /** Reads all instances concurrently, since some topics receive a record each second. */
  private Map<String, Map<String, ViewDigest>> readAll(List<Instance> of) throws InterruptedException {
    Map<String, Map<String, ViewDigest>> digests = new ConcurrentSkipListMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reads = new ArrayList<>();
      for (Instance instance : of) {
        reads.add(threads.submit(() -> digests.put(instance.component(), views(instance))));
      }
      for (Future<?> entry : reads) {
        entry.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return digests;
  }

  /** {@return the difference between instances, for each view that is not proven equal} */
  static Map<String, String> compare(Map<String, Map<String, ViewDigest>> byInstance) {
    Map<String, String> differing = new TreeMap<>();
    Map<String, Map<String, ViewDigest>> byView = new TreeMap<>();
    byInstance.forEach((instance, views) ->
      views.forEach((view, digests) -> byView.computeIfAbsent(view, key -> new TreeMap<>()).put(instance, digests))
    );
    byView.forEach((view, digests) -> {
      boolean same =
        digests.values().stream().distinct().count() == 1 && digests.values().stream().allMatch(ViewDigest::settled);
      if (digests.size() < byInstance.size()) {
        differing.put(view, "missing at an instance");
      } else if (!same) {
        boolean samePosition = digests.values().stream().map(ViewDigest::positions).distinct().count() == 1;
        differing.put(view, (samePosition ? "different content at one position " : "different positions ") + digests);
      }
    });
    return differing;
  }

  /** {@return the views of an instance; empty if it does not respond} */
  public Map<String, ViewDigest> views(Instance instance) throws InterruptedException {
    Reply reply = api.withBase(instance.actuator()).get("/viewdigests");
    Map<String, ViewDigest> views = new TreeMap<>();
    for (Map.Entry<String, JsonNode> view : reply.body().properties()) {
      Map<String, Long> positions = new TreeMap<>();
      view
        .getValue()
        .path("positions")
        .properties()
        .forEach(entry -> positions.put(entry.getKey(), entry.getValue().asLong()));
      String digest = view.getValue().path("digest").asString("");
      views.put(view.getKey(), new ViewDigest(digest, positions, view.getValue().path("settled").asBoolean(false)));
    }
    return reply.ok() ? views : Map.of();
  }
}
