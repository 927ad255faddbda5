package io.keyfold.authconfig.branding;

import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.PublicUrl;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpResources;

/** Connects branding to the views. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrandingProperties.class)
class BrandingConfiguration {

  @Bean
  TenantPages tenantPages(
    @Qualifier("authConfigsView") View own,
    @Qualifier("deploymentsView") View deployments,
    PublicUrl publicUrl
  ) {
    return new TenantPages(own, deployments, publicUrl);
  }

  @Bean
  BrandingWrites brandingWrites(
    @Qualifier("authConfigsView") View own,
    Writer writer,
    PublicUrl publicUrl,
    BrandingProperties properties
  ) {
    HostProof proof = properties.verifyHosts()
      ? new DnsHostProof(
          () -> HttpResources.get().onClient(false).next(),
          DnsServerAddressStreamProviders.platformDefault()
        )
      : (host, tenant) -> Mono.just(true);
    return new BrandingWrites(own, writer, proof, publicUrl);
  }
}
