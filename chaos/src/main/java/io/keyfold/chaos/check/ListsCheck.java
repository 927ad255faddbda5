package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.ClusterFailure;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.TrackedObject;
import io.keyfold.chaos.load.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Verifies that each created object is listed exactly once, also if its creation was never acknowledged. */
final class ListsCheck {

  private static final int PAGE = 100;

  private final List<Tenant> tenants;

  ListsCheck(List<Tenant> tenants) {
    this.tenants = tenants;
  }

  List<Problem> problems(List<TrackedObject> objects) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (Tenant tenant : tenants) {
      for (ObjectKind kind : ObjectKind.values()) {
        Map<String, Set<String>> listedIds = listedIds(tenant, kind);
        for (TrackedObject object : objects) {
          if (object.kind() == kind && object.tenant().equals(tenant.name())) {
            problems.addAll(compare(object, listedIds.getOrDefault(object.label(), Set.of())));
          }
        }
      }
    }
    return problems;
  }

  static List<Problem> compare(TrackedObject object, Set<String> ids) {
    if (ids.size() > 1) {
      return List.of(new Problem(Problem.Kind.DUPLICATE, object + " was created as each of " + ids));
    }
    String id = object.id().orElse(null);
    return id != null && !ids.contains(id)
      ? List.of(new Problem(Problem.Kind.LOST, object + " " + id + " is in no list"))
      : List.of();
  }

  /** {@return the ids of all objects of a tenant, by label} */
  private static Map<String, Set<String>> listedIds(Tenant tenant, ObjectKind kind) throws InterruptedException {
    Map<String, Set<String>> ids = new HashMap<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      String path = kind.path() + "?status=active&status=archived&limit=" + PAGE + cursor;
      Reply reply = tenant.api().getStrong(path);
      if (!reply.ok()) {
        throw new ClusterFailure("cannot list " + kind.path() + ": " + reply.status() + " " + reply.detail());
      }
      for (JsonNode item : reply.body().path("items")) {
        String label = item.path("name").asString("").replaceAll("\\..*", "");
        ids.computeIfAbsent(label, key -> new HashSet<>()).add(item.path("id").asString(""));
        cursor = "&after=" + item.path("id").asString("");
      }
      more = reply.body().path("pagination").path("has_more_after").asBoolean(false);
    }
    return ids;
  }
}
