package io.keyfold.standalone.boot;

import io.keyfold.authconfig.AuthConfigServiceApplication;
import io.keyfold.deployment.DeploymentServiceApplication;
import io.keyfold.ledger.LedgerServiceApplication;
import io.keyfold.session.SessionServiceApplication;
import io.keyfold.standalone.http.Service;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The services' application classes, and the settings that differ from their configuration files in one process. */
final class ServiceApplications {

  private static final int PARTITIONS = 2;

  /** Per service; smaller than the default since the services share one process. */
  private static final String STORE_CACHE = "32MB";

  /** Each costs memory. */
  private static final String LEDGER_THREADS = "1";

  private static final String STREAMS = "spring.cloud.stream.kafka.streams.binder.configuration.";

  private final Addresses addresses;
  private final DataFolder data;
  private final Launch launch;

  ServiceApplications(Addresses addresses, DataFolder data, Launch launch) {
    this.addresses = addresses;
    this.data = data;
    this.launch = launch;
  }

  static Class<?> of(Service service) {
    return switch (service) {
      case DEPLOYMENT -> DeploymentServiceApplication.class;
      case AUTHCONFIG -> AuthConfigServiceApplication.class;
      case SESSION -> SessionServiceApplication.class;
      case LEDGER -> LedgerServiceApplication.class;
    };
  }

  Map<String, String> settings(Service service) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.config.location", configuration(service));
    settings.put("spring.main.banner-mode", "off");
    // Equal ports put the actuator into the service's own handler. No public path is routed to it.
    settings.put("server.port", String.valueOf(addresses.port()));
    settings.put("management.server.port", String.valueOf(addresses.port()));
    settings.put("spring.kafka.bootstrap-servers", addresses.kafka());
    settings.put("keyfold.schema-registry.url", addresses.registryUrl());
    settings.put("keyfold.topics.partitions", String.valueOf(PARTITIONS));
    settings.put("keyfold.topics.replication-factor", "1");
    settings.put("keyfold.topics.min-insync-replicas", "1");
    settings.put("keyfold.log.standby-replicas", "0");
    settings.put("keyfold.store.cache", STORE_CACHE);
    // A consumer's requests queue behind its fetch, which waits up to this long for records; the default of 500 ms
    // delays the first commands. Lower values use more CPU when idle.
    settings.put(STREAMS + "consumer.fetch.max.wait.ms", "250");
    // Used only at startup.
    settings.put(STREAMS + "restore.consumer.fetch.max.wait.ms", "10");
    settings.put(STREAMS + "consumer.retry.backoff.ms", "20");
    // There is no other instance to take over from.
    settings.put(STREAMS + "heartbeat.interval.ms", "2000");
    // Leaders never change with one broker.
    settings.put("spring.kafka.properties.[metadata.max.age.ms]", "300000");
    settings.put("keyfold.log.state-directory", folder(DataFolder.STORES).resolve(service.label()).toString());
    settings.put("keyfold.ledger.threads", LEDGER_THREADS);
    settings.put("keyfold.usage.spool.folder", folder("usage-spool").toString());
    settings.putAll(keys(service));
    settings.putAll(launch.settings());
    return settings;
  }

  /** {@return the service's keyset setting, as in a cluster; for deployment-service also the first API key. ledger-service
   * has no keyset} */
  private Map<String, String> keys(Service service) {
    Path keys = folder("keys");
    return switch (service) {
      case DEPLOYMENT -> {
        String keyset = keys.resolve("deployment-keyset.json").toString();
        yield launch.firstKey().isEmpty()
          ? Map.of("keyfold.deployment.keyset-file", keyset)
          : Map.of("keyfold.deployment.keyset-file", keyset, "keyfold.bootstrap.key", launch.firstKey());
      }
      case AUTHCONFIG, SESSION -> Map.of("keyfold.vault.keyset-file", keys.resolve("keyset.json").toString());
      case LEDGER -> Map.of();
    };
  }

  /**
   * {@return the location of the service's own {@code application.yml}; by name, all services would find the first one}
   */
  private static String configuration(Service service) {
    String home = of(service).getProtectionDomain().getCodeSource().getLocation().toString();
    return home.endsWith("/") ? home + "application.yml" : "jar:" + home + "!/application.yml";
  }

  private Path folder(String name) {
    return data.folder(name);
  }
}
