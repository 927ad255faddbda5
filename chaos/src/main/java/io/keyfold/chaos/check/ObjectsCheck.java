package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.TrackedObject;
import io.keyfold.chaos.load.Tenant;
import io.keyfold.chaos.poll.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Verifies that every instance shows every object in its acknowledged state. */
final class ObjectsCheck {

  private static final int THREADS = 16;

  /** Maximum time until an instance shows a write that another instance accepted. */
  private static final Duration PROPAGATION_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final List<Instance> instances;

  ObjectsCheck(List<Tenant> tenants, List<Instance> instances) {
    tenants.forEach(tenant -> this.tenants.put(tenant.name(), tenant));
    this.instances = instances;
  }

  List<Problem> problems(List<TrackedObject> objects) throws InterruptedException {
    Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    List<Future<?>> lookups = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (TrackedObject object : objects) {
        object
          .anomaly()
          .ifPresent(description -> problems.add(new Problem(Problem.Kind.ANOMALY, object + ": " + description)));
        for (Instance instance : instances) {
          if (instance.service().equals(object.kind().service())) {
            lookups.add(threads.submit(() -> compare(object, instance).ifPresent(problems::add), null));
          }
        }
      }
      for (Future<?> future : lookups) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    problems.addAll(new ListsCheck(List.copyOf(tenants.values())).problems(objects));
    return List.copyOf(problems);
  }

  private Optional<Problem> compare(TrackedObject object, Instance instance) {
    String id = object.id().orElse(null);
    Tenant tenant = tenants.get(object.tenant());
    if (id == null || tenant == null) {
      return Optional.empty();
    }
    Api api = tenant.api().withBase(instance.url());
    try {
      return Poll.until(PROPAGATION_TIMEOUT, () -> mismatch(object, api, id)).map(mismatch ->
        new Problem(
          mismatch.startsWith("lost") ? Problem.Kind.LOST : Problem.Kind.DUPLICATE,
          object + " " + id + " at " + instance.component() + ", " + mismatch
        )
      );
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> mismatch(TrackedObject object, Api api, String id) throws InterruptedException {
    Reply reply = api.get(object.kind().path() + "/" + id);
    return reply.ok() || reply.status() == 404
      ? object.mismatch(state(reply))
      : Optional.of("lost: " + reply.status() + " " + reply.detail());
  }

  private static @Nullable ObjectState state(Reply reply) {
    return reply.ok()
      ? new ObjectState(
          reply.version(),
          reply.body().path("name").asString(""),
          reply.body().path("status").asString("").equals("archived")
        )
      : null;
  }
}
