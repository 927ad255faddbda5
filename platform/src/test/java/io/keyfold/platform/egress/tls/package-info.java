@NullMarked
package io.keyfold.platform.egress.tls;

import org.jspecify.annotations.NullMarked;
