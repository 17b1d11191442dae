<<<<<<< HEAD
a {
  b = "c
  d =
  e = [1,
  f = <<-E
  ${x
}
g "h" {
  i = "${j}"
