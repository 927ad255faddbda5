package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.configs.ConfigValues;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.authconfig.credentials.KeyCheck;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.pages.PageRenderer;
import io.keyfold.authconfig.registration.Registrations;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.setup.LinkSecrets;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Vault;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what happens in the browser. */
@Configuration(proxyBeanMethods = false)
class FlowConfiguration {

  @Bean
  SetupCookies setupCookies(DerivedSecrets secrets) {
    return new SetupCookies(secrets);
  }

  @Bean
  FormGuard formGuard(DerivedSecrets secrets) {
    return new FormGuard(secrets);
  }

  @Bean
  TypedForms typedForms(FormGuard forms) {
    return new TypedForms(forms);
  }

  @Bean
  Replies setupReplies(PageRenderer renderer, Brands brands) {
    return new Replies(renderer, brands);
  }

  @Bean
  Visits setupVisits(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    PublicLinks links,
    Brands brands,
    LinkSecrets secrets,
    SetupCookies cookies
  ) {
    return new Visits(view, deployments, links, brands, secrets, cookies);
  }

  @Bean
  FlowCommands flowCommands(CommandLog log, @Qualifier("authConfigsView") View view, LinkSecrets secrets, Clock clock) {
    return new FlowCommands(log, view, secrets, clock);
  }

  @Bean
  Consents setupConsents(
    @Qualifier("authConfigsView") View view,
    Apps apps,
    Vendors vendors,
    Registrations registrations,
    OAuthClient oauth,
    PublicLinks links,
    SetupCookies cookies,
    Clock clock
  ) {
    return new Consents(view, apps, vendors, registrations, oauth, links, cookies, clock);
  }

  @Bean
  Settings setupSettingsForms(FlowCommands commands, ConfigValues values, FormGuard forms) {
    return new Settings(commands, values, forms);
  }

  @Bean
  Screens setupScreens(
    Consents consents,
    TypedForms typed,
    Settings settings,
    FormGuard forms,
    LinkSecrets secrets,
    Replies replies,
    Clock clock
  ) {
    return new Screens(consents, typed, settings, forms, secrets, replies, clock);
  }

  @Bean
  CodeExchanges codeExchanges(
    FlowCommands commands,
    Apps apps,
    OAuthClient oauth,
    Vault vault,
    @Qualifier("authConfigsView") View view,
    @Qualifier("tokensView") View tokens,
    Clock clock
  ) {
    return new CodeExchanges(commands, apps, oauth, new TokenVault(vault), new Sealing(vault), view, tokens, clock);
  }

  @Bean
  TypedCredentials typedCredentials(
    FlowCommands commands,
    CredentialValues values,
    OAuthHttp http,
    Vault vault,
    @Qualifier("authConfigsView") View view,
    @Qualifier("tokensView") View tokens,
    Clock clock
  ) {
    return new TypedCredentials(commands, values, new KeyCheck(http), new Sealing(vault), view, tokens, clock);
  }
}
