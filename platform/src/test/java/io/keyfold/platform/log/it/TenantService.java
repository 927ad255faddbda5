package io.keyfold.platform.log.it;

import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.IdempotentWriter;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A minimal service on the log: tenants with a name. The name "bug" makes the decider fail. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(LogConfiguration.class)
class TenantService {

  static final Kind<Named> TENANT = new Kind<>("tenant", Named.class);

  record Named(String name, long version) {}

  static Key<Named> key(TenantId tenant) {
    return new Key<>(tenant, TENANT, tenant.value());
  }

  private static final Decider<DeploymentCommand, DeploymentEvent> DECIDER = (command, state) -> {
    if (!(command instanceof CreateTenant create)) {
      throw new IllegalStateException("only tenants are supported");
    }
    if (create.getName().equals("bug")) {
      throw new IllegalStateException("a decider with a bug");
    }
    if (state.find(key(new TenantId(create.getMeta().getTenantId()))).isPresent()) {
      return Decision.reject(Rejection.of(ErrorCode.CONFLICT, "The tenant exists"));
    }
    return Decision.accept(
      TenantCreated.newBuilder().setMeta(EventMetas.of(create.getMeta(), 1)).setName(create.getName()).build()
    );
  };

  private static final Fold<DeploymentEvent> FOLD = (event, state) ->
    event instanceof TenantCreated created
      ? List.of(
          new Change.Put<>(
            key(new TenantId(created.getMeta().getTenantId())),
            new Named(created.getName(), created.getMeta().getVersion())
          )
        )
      : List.of();

  private final EventFolds<DeploymentEvent> folds = EventFolds.own(DeploymentEvent.class, List.of(FOLD));

  @Bean
  ViewStreams views(LogParts log) {
    return log.views("tenants", List.of(new ViewDefinition("tenants", Topics.DEPLOYMENT_EVENTS, folds)));
  }

  @Bean
  View tenantsView(ViewStreams views) {
    return views.view("tenants");
  }

  @Bean
  CommandLog commandLog(LogParts log, View tenantsView) {
    return log.commandLog("tenants", Topics.DEPLOYMENT_COMMANDS, tenantsView);
  }

  @Bean
  Writer writer(CommandLog commandLog, View tenantsView) {
    return new IdempotentWriter(commandLog, tenantsView);
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(LogParts log) {
    return log.decide(
      new DecideTopology<>(
        "tenants",
        Topics.DEPLOYMENT_COMMANDS,
        Topics.DEPLOYMENT_EVENTS,
        DeploymentCommand.class,
        DECIDER,
        folds
      )
    );
  }
}
