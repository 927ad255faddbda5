package io.keyfold.authconfig.oauth.spring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

// Not found by the scan of the service's own context.
@TestConfiguration(proxyBeanMethods = false)
@EnableWebSecurity
class SpringServerConfiguration {

  /** The registered clients. */
  record Clients(List<RegisteredClient> all) {}

  @Bean
  SecurityFilterChain security(HttpSecurity http) {
    return http
      .oauth2AuthorizationServer(server ->
        server
          .oidc(Customizer.withDefaults())
          .clientRegistrationEndpoint(registration -> registration.openRegistrationAllowed(true))
      )
      .authorizeHttpRequests(requests ->
        requests.requestMatchers("/oauth2/register").permitAll().anyRequest().authenticated()
      )
      .formLogin(Customizer.withDefaults())
      .build();
  }

  @Bean
  RegisteredClientRepository registeredClients(Clients clients) {
    return new InMemoryRegisteredClientRepository(clients.all());
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(User.withUsername("ada").password("{noop}lovelace").roles("USER").build());
  }

  @Bean
  JWKSource<SecurityContext> keys() throws JOSEException {
    return new ImmutableJWKSet<>(new JWKSet(new RSAKeyGenerator(2_048).keyID("server").generate()));
  }

  @Bean
  JwtDecoder decoder(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  @Bean
  AuthorizationServerSettings settings() {
    return AuthorizationServerSettings.builder().build();
  }
}
