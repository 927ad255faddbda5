package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.Instance;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.ObjectState;
import io.keyfold.chaos.ledger.Subject;
import io.keyfold.chaos.load.Tenant;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every acknowledged write is readable at every instance, as it was acknowledged, once. */
final class ObjectsCheck {

  private static final int AT_ONCE = 16;

  /** How long an instance may take to show what was written last through another one. */
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final List<Instance> instances;

  ObjectsCheck(List<Tenant> tenants, List<Instance> instances) {
    tenants.forEach(tenant -> this.tenants.put(tenant.name(), tenant));
    this.instances = instances;
  }

  List<Problem> problems(List<Subject> subjects) throws InterruptedException {
    Queue<Problem> problems = new ConcurrentLinkedQueue<>();
    List<Future<?>> under = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Subject subject : subjects) {
        subject.strange().ifPresent(what -> problems.add(new Problem(Problem.Kind.STRANGE, subject + ": " + what)));
        for (Instance instance : instances) {
          if (instance.service().equals(subject.family().service())) {
            under.add(threads.submit(() -> look(subject, instance).ifPresent(problems::add), null));
          }
        }
      }
      for (Future<?> future : under) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    problems.addAll(new ListsCheck(List.copyOf(tenants.values())).problems(subjects));
    return List.copyOf(problems);
  }

  private Optional<Problem> look(Subject subject, Instance instance) {
    String id = subject.id().orElse(null);
    Tenant tenant = tenants.get(subject.tenant());
    if (id == null || tenant == null) {
      return Optional.empty();
    }
    Api api = tenant.api().at(instance.url());
    long deadline = System.nanoTime() + BOUND.toNanos();
    try {
      while (true) {
        Reply reply = api.get(subject.family().path() + "/" + id);
        Optional<String> wrong =
          reply.ok() || reply.status() == 404
            ? subject.judge(fact(reply))
            : Optional.of("lost: " + reply.status() + " " + reply.why());
        if (wrong.isEmpty()) {
          return Optional.empty();
        }
        if (System.nanoTime() > deadline) {
          Problem.Kind kind = wrong.get().startsWith("lost") ? Problem.Kind.LOST : Problem.Kind.TWICE;
          return Optional.of(
            new Problem(kind, subject + " " + id + " at " + instance.component() + ", " + wrong.get())
          );
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static @Nullable ObjectState fact(Reply reply) {
    return reply.ok()
      ? new ObjectState(
          reply.version(),
          reply.body().path("name").asString(""),
          reply.body().path("status").asString("").equals("archived")
        )
      : null;
  }
}
