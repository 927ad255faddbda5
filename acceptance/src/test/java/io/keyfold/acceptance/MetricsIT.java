package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
class MetricsIT {

  private static final Path TABLE = Path.of("..", "docs", "metrics.md");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(keyfold\\.[a-z.]+)` \\| ([a-z ]+) \\|");
  private static final Pattern SERVED = Pattern.compile("(?m)^# TYPE (keyfold_[a-z_]+) ");
  private static final Path OBSERVABILITY = Path.of("..", "deploy", "observability");
  private static final List<String> WATCHERS = List.of("alerts.yml", "grafana/dashboards/keyfold.json");
  private static final Pattern WATCHED = Pattern.compile("keyfold_[a-z_]+?(?=(_seconds)?(_bucket|_count|_sum)?\\b)");
  private static final Pattern SUFFIX = Pattern.compile("_(seconds|seconds_max|bytes|total|max)$");
  private static final List<String> SERVICES = List.of(
    "deployment-service",
    "authconfig-service",
    "session-service",
    "ledger-service"
  );

  @Test
  void metricsAndTheirTableAreEqual(Keyfold keyfold) throws IOException {
    Keyfold.Internals internals = keyfold.requireInternals();
    Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
    tenant
      .api()
      .post("/provider-deployments", Map.of("name", "Acme", "provider_id", "prv_exa"))
      .expect(200);
    Api management = Api.beside(internals.management());
    Set<String> served = new TreeSet<>();
    for (String service : SERVICES) {
      String page = management
        .get("/" + service + "/actuator/prometheus")
        .expect(200)
        .text();
      SERVED.matcher(page)
        .results()
        .map(found -> SUFFIX.matcher(found.group(1)).replaceFirst(""))
        .forEach(served::add);
    }
    Set<String> documented = documented();
    // Metrics that appear only after their first event, or under another name.
    Set<String> always = new TreeSet<>(documented);
    always.removeAll(
      Set.of(
        "keyfold_deadletters",
        "keyfold_access_unknown",
        "keyfold_vault_kek",
        "keyfold_lists",
        "keyfold_calls",
        "keyfold_calls_retried",
        "keyfold_oauth_calls",
        "keyfold_sweep_commands",
        "keyfold_webhooks_attempts",
        "keyfold_mcp_forwarded",
        "keyfold_refresh",
        "keyfold_refresh_dropped",
        "keyfold_refresh_scheduled",
        "keyfold_refresh_revocations",
        "keyfold_usage_recorded",
        "keyfold_ledger_records",
        "keyfold_ledger_queries"
      )
    );

    assertThat(documented).containsAll(served);
    assertThat(served).containsAll(always);
  }

  @Test
  void alertsAndDashboardsUseExistingMetrics() throws IOException {
    Set<String> watched = new TreeSet<>();
    for (String file : WATCHERS) {
      WATCHED.matcher(Files.readString(OBSERVABILITY.resolve(file)))
        .results()
        .map(found -> SUFFIX.matcher(found.group()).replaceFirst(""))
        .forEach(watched::add);
    }

    assertThat(documented()).containsAll(watched);
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    DOCUMENTED.matcher(Files.readString(TABLE))
      .results()
      .forEach(row -> names.add(row.group(1).replace('.', '_')));
    return names;
  }
}
