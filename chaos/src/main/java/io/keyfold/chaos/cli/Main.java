package io.keyfold.chaos.cli;

import io.keyfold.chaos.check.Checker;
import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.cluster.ClusterFailure;
import io.keyfold.chaos.cluster.ComposeCluster;
import io.keyfold.chaos.cluster.StandaloneCluster;
import io.keyfold.chaos.fault.Fault;
import io.keyfold.chaos.fault.FaultRun;
import io.keyfold.chaos.fault.Faults;
import io.keyfold.chaos.http.Api;
import io.keyfold.chaos.load.Tenants;
import io.keyfold.chaos.report.Json;
import io.keyfold.chaos.report.Result;
import io.keyfold.chaos.report.Table;
import io.keyfold.chaos.tools.CountingToolServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Plays faults and prints one table. */
public final class Main {

  private static final int FAILED = 1;

  private Main() {}

  /** Exits with 0 if every fault that was played kept all promises and limits. */
  public static void main(String[] args) {
    System.exit(Arguments.over(Main::run).execute(args));
  }

  private static int run(Arguments arguments) throws IOException, InterruptedException {
    try (Cluster cluster = cluster(arguments)) {
      Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "keyfold-chaos-stop"));
      return play(arguments, cluster) ? 0 : FAILED;
    } catch (ClusterFailure e) {
      System.err.println("keyfold-chaos: " + e.getMessage());
      return FAILED;
    }
  }

  private static Cluster cluster(Arguments arguments) throws IOException, InterruptedException {
    if (arguments.cluster().equals("compose")) {
      return ComposeCluster.start(arguments.home(), arguments.compose());
    }
    Path data = Files.createTempDirectory("keyfold-chaos");
    return StandaloneCluster.start(arguments.home().resolve("bin/keyfold"), data, arguments.key());
  }

  private static boolean play(Arguments arguments, Cluster cluster) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    List<String> left = new ArrayList<>();
    HttpClient http = Api.client();
    InetAddress anywhere = new InetSocketAddress(0).getAddress();
    try (CountingToolServer tools = CountingToolServer.start(anywhere)) {
      Api operator = new Api(http, cluster.url(), arguments.key());
      Tenants tenants = new Tenants(operator, tools.providerBody(cluster.suiteHost()));
      Checker checker = new Checker(http, cluster);
      FaultRun faultRun = new FaultRun(cluster, tenants, tools, checker, arguments.size(), arguments.steady());
      for (Fault fault : arguments.chosen(Faults.of(cluster))) {
        if (!cluster.capabilities().containsAll(fault.needs())) {
          left.add(fault.name());
          continue;
        }
        System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " playing " + fault.name());
        Result result = faultRun.run(fault);
        results.add(result);
        Table.print(List.of(result), System.err);
        if (arguments.json() != null) {
          Json.write(results, arguments.json());
        }
      }
    }
    Table.print(results, System.out);
    if (!left.isEmpty()) {
      System.out.println("not played, since this cluster cannot: " + String.join(", ", left));
    }
    return !results.isEmpty() && results.stream().allMatch(Result::passed);
  }
}
