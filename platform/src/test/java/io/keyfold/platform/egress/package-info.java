@NullMarked
package io.keyfold.platform.egress;

import org.jspecify.annotations.NullMarked;
