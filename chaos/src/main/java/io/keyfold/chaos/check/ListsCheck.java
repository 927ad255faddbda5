package io.keyfold.chaos.check;

import io.keyfold.chaos.cluster.ClusterFailure;
import io.keyfold.chaos.http.Reply;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.Subject;
import io.keyfold.chaos.load.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What was created once is in the lists once, also where nobody was told that it was created. */
final class ListsCheck {

  private static final int PAGE = 100;

  private final List<Tenant> tenants;

  ListsCheck(List<Tenant> tenants) {
    this.tenants = tenants;
  }

  List<Problem> problems(List<Subject> subjects) throws InterruptedException {
    List<Problem> problems = new ArrayList<>();
    for (Tenant tenant : tenants) {
      for (ObjectKind family : ObjectKind.values()) {
        Map<String, Set<String>> listed = listed(tenant, family);
        for (Subject subject : subjects) {
          if (subject.family() == family && subject.tenant().equals(tenant.name())) {
            problems.addAll(compare(subject, listed.getOrDefault(subject.label(), Set.of())));
          }
        }
      }
    }
    return problems;
  }

  static List<Problem> compare(Subject subject, Set<String> ids) {
    if (ids.size() > 1) {
      return List.of(new Problem(Problem.Kind.TWICE, subject + " was created as each of " + ids));
    }
    String id = subject.id().orElse(null);
    return id != null && !ids.contains(id)
      ? List.of(new Problem(Problem.Kind.LOST, subject + " " + id + " is in no list"))
      : List.of();
  }

  /** The ids of each label. */
  private static Map<String, Set<String>> listed(Tenant tenant, ObjectKind family) throws InterruptedException {
    Map<String, Set<String>> ids = new HashMap<>();
    String after = "";
    boolean more = true;
    while (more) {
      String path = family.path() + "?status=active&status=archived&limit=" + PAGE + after;
      Reply reply = tenant.api().getFresh(path);
      if (!reply.ok()) {
        throw new ClusterFailure("cannot list " + family.path() + ": " + reply.status() + " " + reply.why());
      }
      for (JsonNode item : reply.body().path("items")) {
        String label = item.path("name").asString("").replaceAll("\\..*", "");
        ids.computeIfAbsent(label, any -> new HashSet<>()).add(item.path("id").asString(""));
        after = "&after=" + item.path("id").asString("");
      }
      more = reply.body().path("pagination").path("has_more_after").asBoolean(false);
    }
    return ids;
  }
}
