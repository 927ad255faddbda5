package io.keyfold.standalone.boot;

import io.keyfold.authconfig.AuthConfigServiceApplication;
import io.keyfold.deployment.DeploymentServiceApplication;
import io.keyfold.session.SessionServiceApplication;
import io.keyfold.standalone.http.Service;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Which class is which service, and what differs from its configuration file when it shares one process. */
final class Applications {

  private static final int PARTITIONS = 2;

  /** Of each service: they share the memory of one process. */
  private static final String STORE_CACHE = "32MB";

  private static final String STREAMS = "spring.cloud.stream.kafka.streams.binder.configuration.";

  private final Addresses addresses;
  private final DataFolder data;
  private final Launch launch;

  Applications(Addresses addresses, DataFolder data, Launch launch) {
    this.addresses = addresses;
    this.data = data;
    this.launch = launch;
  }

  static Class<?> of(Service service) {
    return switch (service) {
      case DEPLOYMENT -> DeploymentServiceApplication.class;
      case AUTHCONFIG -> AuthConfigServiceApplication.class;
      case SESSION -> SessionServiceApplication.class;
    };
  }

  Map<String, String> settings(Service service) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.config.location", configuration(service));
    settings.put("spring.main.banner-mode", "off");
    // One port for both: endpoints of management are in the service's own handler, and no public path leads to them.
    settings.put("server.port", String.valueOf(addresses.port()));
    settings.put("management.server.port", String.valueOf(addresses.port()));
    settings.put("spring.kafka.bootstrap-servers", addresses.kafka());
    settings.put("keyfold.schema-registry.url", addresses.registryUrl());
    settings.put("keyfold.topics.partitions", String.valueOf(PARTITIONS));
    settings.put("keyfold.topics.replication-factor", "1");
    settings.put("keyfold.topics.min-insync-replicas", "1");
    settings.put("keyfold.log.standby-replicas", "0");
    settings.put("keyfold.store.cache", STORE_CACHE);
    // What a consumer asks waits for the answer to what it asked before, and a request for more records is answered after half a
    // second where there are none: the first commands would wait for that. Not less, since a laptop that does nothing should do little.
    settings.put(STREAMS + "consumer.fetch.max.wait.ms", "250");
    // These two ask at the start alone.
    settings.put(STREAMS + "restore.consumer.fetch.max.wait.ms", "10");
    settings.put(STREAMS + "consumer.retry.backoff.ms", "20");
    // There is nobody to take over from.
    settings.put(STREAMS + "heartbeat.interval.ms", "2000");
    // The one broker leads everything.
    settings.put("spring.kafka.properties.[metadata.max.age.ms]", "300000");
    settings.put("keyfold.log.state-directory", folder(DataFolder.STORES).resolve(service.label()).toString());
    settings.put("keyfold.usage.spool.folder", folder("usage-spool").toString());
    settings.putAll(keys(service));
    settings.putAll(launch.settings());
    return settings;
  }

  /** Each service gets the keyset that is its own, as in a cluster, and deployment-service the first API key. */
  private Map<String, String> keys(Service service) {
    Path keys = folder("keys");
    return switch (service) {
      case DEPLOYMENT -> {
        String own = keys.resolve("deployment-keyset.json").toString();
        yield launch.firstKey().isEmpty()
          ? Map.of("keyfold.deployment.keyset-file", own)
          : Map.of("keyfold.deployment.keyset-file", own, "keyfold.bootstrap.key", launch.firstKey());
      }
      case AUTHCONFIG, SESSION -> Map.of("keyfold.vault.keyset-file", keys.resolve("keyset.json").toString());
    };
  }

  /** Each service has an {@code application.yml} at the root of its own jar; by name, all three would find the first one. */
  private static String configuration(Service service) {
    String home = of(service).getProtectionDomain().getCodeSource().getLocation().toString();
    return home.endsWith("/") ? home + "application.yml" : "jar:" + home + "!/application.yml";
  }

  private Path folder(String name) {
    return data.folder(name);
  }
}
