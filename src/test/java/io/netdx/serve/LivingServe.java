package io.netdx.serve;
import java.nio.file.*; import java.time.Instant; import java.util.List;
public class LivingServe { public static void main(String[] a) throws Exception {
  ToyPlane p = new ToyPlane();
  ApiServer s = ApiServer.start(p, new ApiServer.Settings(0, true, Instant.now(), List.of()));
  Files.writeString(Path.of(a[0]), s.kubeconfig()); System.out.println(s.address());
  Thread.sleep(Long.MAX_VALUE);
} }
