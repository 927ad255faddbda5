package io.keyfold.session.wiring;

import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.append.IdempotentWriter;
import io.keyfold.platform.log.decide.DecideTopology;
import io.keyfold.platform.log.signal.KafkaSignalLog;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.wiring.VaultConfiguration;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.session.budgets.LedgerSigns;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.credentials.FallbackReports;
import io.keyfold.session.credentials.LoggedFallbacks;
import io.keyfold.session.credentials.VaultCredentials;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.sessions.SessionDecider;
import java.time.Clock;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Connects session-service to the log. */
@Configuration(proxyBeanMethods = false)
@Import({ LogConfiguration.class, WebConfiguration.class, AccessConfiguration.class, VaultConfiguration.class })
class SessionWiring {

  static final String SERVICE = "session-service";

  @Bean
  CommandLog commandLog(LogParts log, @Qualifier("sessionsView") View sessions) {
    return log.commandLog(SERVICE, Topics.SESSION_COMMANDS, sessions);
  }

  @Bean
  Writer writer(CommandLog commandLog, @Qualifier("sessionsView") View sessions) {
    return new IdempotentWriter(commandLog, sessions);
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> decide(LogParts log, EventFolds<SessionEvent> ownFolds) {
    return log.decide(
      new DecideTopology<>(
        SERVICE,
        Topics.SESSION_COMMANDS,
        Topics.SESSION_EVENTS,
        SessionCommand.class,
        new SessionDecider(),
        ownFolds
      )
    );
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  KafkaSignalLog signals(LogParts log, KafkaProperties kafka) {
    return log.signals(SERVICE, Topics.SESSION_SIGNALS, kafka.buildConsumerProperties());
  }

  /** Receives the ledger's signs of life. */
  @Bean(initMethod = "start", destroyMethod = "close")
  KafkaSignalLog ledgerSignals(LogParts log, KafkaProperties kafka) {
    return log.signals(SERVICE + "-ledger", Topics.LEDGER_SIGNALS, kafka.buildConsumerProperties());
  }

  @Bean
  LedgerSigns ledgerSigns(KafkaSignalLog ledgerSignals) {
    return new LedgerSigns(ledgerSignals);
  }

  /** Appends to authconfig-service's commands what only this service observes. */
  @Bean
  CommandLog authConfigCommands(
    LogParts log,
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("tokensView") View tokens
  ) {
    return log.commandLog(SERVICE + "-authconfig", Topics.AUTHCONFIG_COMMANDS, authConfigs, tokens);
  }

  @Bean
  FallbackReports fallbackReports(@Qualifier("authConfigCommands") CommandLog commands, Clock clock) {
    return new LoggedFallbacks(commands, clock);
  }

  @Bean
  CredentialOpener credentialOpener(Vault vault) {
    return new VaultCredentials(vault);
  }
}
