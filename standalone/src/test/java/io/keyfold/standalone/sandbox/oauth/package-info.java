@NullMarked
package io.keyfold.standalone.sandbox.oauth;

import org.jspecify.annotations.NullMarked;
